//! `time!` and `count!`: sections of functions.

mod argument;
mod future;
mod inference;
mod leaving;
mod place;

use crate::page::Page;

/// How often a section ended in each way: success, failure, panic, cancelled; nothing where that can't be.
fn endings(page: &Page, sample: &str) -> [Option<u64>; 4] {
    ["success", "failure", "panic", "cancelled"].map(|outcome| page.count(sample, &[("outcome", outcome)]))
}
