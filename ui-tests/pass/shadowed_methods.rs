//! Methods that every type has are not mistaken for those of the runtime.
#![deny(warnings)]
#![warn(clippy::pedantic)]
#![allow(clippy::needless_pass_by_value, reason = "the functions do nothing")]

use tickmark::{LabelValue, counted, timed};

trait Everything {
    fn finish(&self) -> u8 {
        1
    }
    fn with_str(&self) -> u8 {
        3
    }
    fn index(&self) -> u8 {
        4
    }
    fn outcome(&self) -> u8 {
        5
    }
    fn ending(&self) -> u8 {
        6
    }
}

impl<T: ?Sized> Everything for T {}

#[derive(LabelValue)]
enum Size {
    Small,
}

#[timed(name = "packing_seconds", labels(size = size))]
fn pack(size: Size) -> Result<u8, u8> {
    Ok(Everything::index(&size))
}

#[counted]
async fn send() -> Result<u8, u8> {
    Ok(().finish())
}

fn main() {
    assert_eq!(pack(Size::Small), Ok(4));
    drop(send());
    assert!(tickmark::encode().contains("packing_seconds_count{size=\"small\",outcome=\"success\"} 1"));
}
