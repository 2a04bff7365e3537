//! Futures are recorded while they run, whether written as `async fn` or by hand.
#![deny(warnings)]
#![warn(clippy::pedantic)]

#[path = "../block_on.rs"]
mod block_on;

use std::future::Future;
use std::pin::Pin;

use block_on::block_on;
use tickmark::{counted, timed};

struct Store {
    boxes: Vec<String>,
}

impl Store {
    #[timed]
    async fn first(&mut self) -> Option<&mut String> {
        self.boxes.first_mut()
    }

    #[counted]
    async fn into_all(mut self) -> Result<Vec<String>, Box<dyn std::error::Error>> {
        let number: u64 = "5".parse()?;
        self.boxes.push(number.to_string());
        Ok(self.boxes)
    }
}

#[timed]
fn by_hand(ok: bool) -> impl Future<Output = Result<u64, String>> {
    async move {
        if !ok {
            return Err("it is not".to_owned());
        }
        Ok(5)
    }
}

#[timed]
fn boxed(depth: u64) -> Pin<Box<dyn Future<Output = u64> + Send>> {
    Box::pin(async move { if depth == 0 { 0 } else { 1 + boxed(depth - 1).await } })
}

#[timed]
async fn coerced(short: bool) -> Box<dyn Fn() -> u64> {
    if short {
        return Box::new(|| 1);
    }
    Box::new(|| 2)
}

fn is_send<T: Send>(value: T) -> T {
    value
}

fn main() {
    let mut store = Store { boxes: vec!["a".to_owned()] };
    assert_eq!(block_on(store.first()).map(|text| text.len()), Some(1));
    assert_eq!(block_on(is_send(store.into_all())).expect("5 is a number").len(), 2);
    assert!(block_on(by_hand(true)).is_ok() && block_on(is_send(by_hand(false))).is_err());
    assert_eq!(block_on(boxed(3)), 3);
    assert_eq!(block_on(coerced(true))() + block_on(coerced(false))(), 3);
    let page = tickmark::encode();
    assert!(page.contains("function=\"by_hand\",outcome=\"failure\"} 1"));
    assert!(page.contains("function=\"boxed\",outcome=\"success\"} 4"));
}
