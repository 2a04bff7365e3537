//! Arguments may have the names that generated variables have, and be patterns.
#![deny(warnings)]
#![warn(clippy::pedantic)]
#![allow(clippy::used_underscore_binding, clippy::trivially_copy_pass_by_ref, reason = "these names and types are what is tested")]

#[path = "../block_on.rs"]
mod block_on;

use block_on::block_on;
use tickmark::{counted, timed};

struct Weight {
    grams: u64,
    exact: bool,
}

#[timed(name = "sum_seconds", labels(call = call, result = result, guard = _guard, index = index, labels = labels))]
fn names(
    call: u64,
    result: u64,
    _guard: u64,
    self_: u64,
    labels: u64,
    index: u64,
    site: u64,
) -> Result<u64, u64> {
    Ok(call + result + _guard + self_ + labels + index + site)
}

#[counted(name = "sums_total", labels(call = call, result = result))]
async fn names_of_a_future(call: u64, result: u64, unreachable: u64) -> u64 {
    call + result + unreachable
}

#[timed(name = "patterns_seconds", labels(first = first, grams = grams, mutable = mutable))]
fn patterns(
    (first, _): (u64, u64),
    Weight { grams, exact: _ }: Weight,
    [.., last]: [u64; 2],
    mut mutable: u64,
    _: u64,
    &referenced: &u64,
) -> Option<u64> {
    mutable += first + grams;
    Some(mutable + last + referenced)
}

#[timed]
async fn patterns_of_a_future((first, second): (u64, u64), mut mutable: u64, _: u64) -> u64 {
    mutable += first;
    mutable + second
}

fn main() {
    assert_eq!(names(1, 2, 3, 4, 5, 6, 7), Ok(28));
    assert_eq!(block_on(names_of_a_future(1, 2, 3)), 6);
    let weight = Weight { grams: 2, exact: true };
    assert!(weight.exact);
    assert_eq!(patterns((1, 0), weight, [0, 3], 4, 0, &5), Some(15));
    assert_eq!(block_on(patterns_of_a_future((1, 2), 3, 0)), 6);
    let page = tickmark::encode();
    assert!(page.contains("sums_total{call=\"1\",result=\"2\",outcome=\"success\"} 1"));
    assert!(
        page.contains("patterns_seconds_count{first=\"1\",grams=\"2\",mutable=\"4\",outcome=\"success\"} 1")
    );
}
