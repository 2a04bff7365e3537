//! `time!` and `count!` are clean under the lints that a crate is likely to deny.

#![forbid(unsafe_code)]
#![warn(clippy::pedantic)]
#![allow(clippy::manual_async_fn, clippy::single_match_else, reason = "what stands there is what is tested")]
#![deny(
    warnings,
    dead_code,
    unused,
    nonstandard_style,
    future_incompatible,
    rust_2018_idioms,
    let_underscore,
    unused_qualifications,
    unused_lifetimes,
    unused_results,
    trivial_casts,
    single_use_lifetimes,
    unit_bindings,
    let_underscore_drop
)]

#[path = "../block_on.rs"]
#[allow(unreachable_pub, missing_docs)]
mod block_on;

use tickmark::{count, time};

struct Shelf {
    items: Vec<u8>,
}

impl Shelf {
    fn first(&mut self) -> &mut u8 {
        time!(name = "first_seconds", { &mut self.items[0] })
    }

    async fn last(&self) -> Option<&u8> {
        count!(name = "last_total", labels(full = !self.items.is_empty()), async { self.items.last() }).await
    }
}

fn returns(early: bool) -> Result<u8, String> {
    count!(name = "returned_total", { if early { return Ok(1); } });
    let one = time!(name = "one_seconds", { 1 });
    time! { name = "statement_seconds", {} }
    if time!(name = "condition_seconds", { one == 2 }) {
        return Err(String::new());
    }
    match count!(name = "scrutinee_total", only = failure, { one }) {
        1 => time!(name = "arm_seconds", outcome = none, { Ok(one) }),
        _ => count!(name = "arm_total", outcome = none, { returns(true) }),
    }
}

fn never(stop: bool) -> u8 {
    time!(name = "never_seconds", {
        loop {
            if stop {
                return 1;
            }
        }
    })
}

fn nothing() -> impl Future<Output = ()> {
    time!(function = "nothing", in_flight, clock = busy, async {})
}

/// Generated code means its own variables.
fn names(call: u8, result: u8, output: u8) -> u8 {
    time!(name = "names_seconds", labels(call = call), ok_if = |value| *value > result, { call + result + output })
}

fn main() {
    assert_eq!(names(1, 2, 3), 6);
    let mut shelf = Shelf { items: Vec::from([1]) };
    *shelf.first() += 1;
    assert_eq!(block_on::block_on(shelf.last()), Some(&2));
    assert!(returns(true).is_ok() && returns(false).is_ok());
    assert_eq!(never(true), 1);
    block_on::block_on(nothing());
    assert!(tickmark::encode().contains("returned_total{outcome=\"failure\"} 1"));
}
