//! `stream`: what is recorded of the streams that functions return.

mod argument;
mod ending;
mod generator;
mod shape;

use crate::page::Page;

/// How often each ending was recorded of a function that is in the shared families.
#[track_caller]
fn endings(page: &Page, family: &str, module: &str, function: &str) -> [u64; 4] {
    ["success", "failure", "panic", "cancelled"].map(|outcome| {
        let labels = [("module", module), ("function", function), ("outcome", outcome)];
        page.count(family, &labels).unwrap_or_default()
    })
}

/// How many items the streams of such a function yielded.
#[track_caller]
fn items(page: &Page, module: &str, function: &str) -> u64 {
    let labels = [("module", module), ("function", function)];
    page.count("function_items_total", &labels).expect("it is there from the start")
}

/// How many of them yielded a first one.
#[track_caller]
fn first_items(page: &Page, module: &str, function: &str) -> u64 {
    let labels = [("module", module), ("function", function)];
    page.count("function_first_item_seconds_count", &labels).expect("it is there from the start")
}
