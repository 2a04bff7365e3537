//! `async_trait` may stand around the recorded methods, on the trait and on its implementation.
#![deny(warnings)]
#![warn(clippy::pedantic)]

#[path = "../block_on.rs"]
mod block_on;

use std::rc::Rc;

use async_trait::async_trait;
use block_on::block_on;
use tickmark::{counted, timed};

#[async_trait]
trait Shop {
    async fn pack(&mut self, size: u64) -> Result<u64, String>;

    #[timed]
    async fn send(&self) -> u64 {
        5
    }
}

struct Store {
    boxes: u64,
}

#[async_trait]
impl Shop for Store {
    #[timed(name = "packing_seconds", labels(size = size))]
    #[counted]
    async fn pack(&mut self, size: u64) -> Result<u64, String> {
        if size == 0 {
            return Err("there is nothing to pack".to_owned());
        }
        self.boxes += size;
        Ok(self.boxes)
    }
}

struct Other;

#[async_trait(?Send)]
trait Local {
    async fn keep(&mut self, text: Rc<str>) -> Result<&mut u64, String>;
}

#[async_trait(?Send)]
impl Local for Store {
    #[counted]
    async fn keep(&mut self, text: Rc<str>) -> Result<&mut u64, String> {
        if text.is_empty() { Err(Other.name(&text).await) } else { Ok(&mut self.boxes) }
    }
}

impl Other {
    #[timed]
    async fn name(&self, text: &str) -> String {
        text.to_owned()
    }
}

fn main() {
    let mut store = Store { boxes: 0 };
    assert_eq!(block_on(store.pack(3)), Ok(3));
    assert!(block_on(store.pack(0)).is_err());
    assert_eq!(block_on(store.send()), 5);
    assert_eq!(block_on(store.keep(Rc::from(""))), Err(String::new()));
    assert_eq!(block_on(store.keep(Rc::from("x"))), Ok(&mut 3));
    let page = tickmark::encode();
    assert!(page.contains("packing_seconds_count{size=\"0\",outcome=\"failure\"} 1"));
    assert!(page.contains("packing_seconds_count{size=\"3\",outcome=\"success\"} 1"));
}
