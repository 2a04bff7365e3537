//! Methods are recorded in traits that give them a body, and in their implementations.
#![deny(warnings)]
#![warn(clippy::pedantic)]

#[path = "../block_on.rs"]
mod block_on;

use tickmark::{counted, timed};

trait Shop {
    const SIZE: u64;
    type Error: std::fmt::Debug;

    fn name(&self) -> String;

    #[timed(name = "shop_packing_seconds", labels(name = self.name(), size = Self::SIZE))]
    fn pack(&self) -> Result<u64, Self::Error> {
        Ok(Self::SIZE)
    }

    #[counted]
    async fn send(&self) -> Result<u64, Self::Error> {
        self.pack()
    }

    #[counted]
    fn fresh() -> Self
    where
        Self: Sized + Default,
    {
        Self::default()
    }
}

#[derive(Default)]
struct Corner;

impl Shop for Corner {
    const SIZE: u64 = 3;
    type Error = String;

    #[counted]
    fn name(&self) -> String {
        "corner".to_owned()
    }
}

fn main() {
    assert_eq!(Corner::fresh().pack(), Ok(3));
    assert_eq!(block_on::block_on(Corner.send()), Ok(3));
    assert!(
        tickmark::encode()
            .contains("shop_packing_seconds_count{name=\"corner\",size=\"3\",outcome=\"success\"} 2")
    );
}
