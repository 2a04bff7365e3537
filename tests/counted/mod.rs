//! `#[counted]`: how often functions are called, and how that ends.

use std::io;

use tickmark::counted;

use crate::{
    drive::{cancel, finish, panics, pause},
    page::Page,
};

#[counted]
fn without_a_name() {}

#[test]
fn functions_without_a_name_share_one_family_and_are_told_apart_by_module_and_function() {
    without_a_name();
    let labels = [("module", module_path!()), ("function", "without_a_name"), ("outcome", "success")];
    let page = Page::now();
    assert_eq!(page.count("function_calls_total", &labels), Some(1));
    assert_eq!(page.family("function_calls_total").map(|family| &*family.kind), Some("counter"));
}

/// Orders that came in.
#[counted(name = "counted_orders_total", outcome = none)]
fn order(panics: bool) -> Result<(), ()> {
    assert!(!panics, "on purpose");
    Err(())
}

#[counted(name = "counted_async_orders_total", outcome = none, help = "Async ones.")]
async fn order_async() {
    pause().await;
}

#[test]
fn without_an_outcome_every_call_counts_alike() {
    assert!(order(false).is_err());
    assert!(panics(|| order(true)));
    finish(order_async());
    cancel(order_async());
    drop(order_async());
    let page = Page::now();
    assert_eq!(page.count("counted_orders_total", &[]), Some(2));
    assert_eq!(page.count("counted_async_orders_total", &[]), Some(2));
    let help = |family| page.family(family).map(|family| family.help.clone());
    assert_eq!(help("counted_orders_total").as_deref(), Some("Orders that came in."));
    assert_eq!(help("counted_async_orders_total").as_deref(), Some("Async ones."));
}

#[counted(
    name = "counted_renamed_total",
    outcome(
        label = "status",
        success = "completed",
        failure = "failed",
        panic = "crashed",
        cancelled = "given up"
    )
)]
async fn renamed(result: Option<io::Result<()>>) -> io::Result<()> {
    pause().await;
    result.expect("on purpose")
}

#[test]
fn the_outcome_goes_by_the_names_that_it_was_given() {
    assert_eq!(Page::now().count("counted_renamed_total", &[("status", "given up")]), Some(0));
    assert!(finish(renamed(Some(Ok(())))).is_ok());
    for _ in 0..2 {
        assert!(finish(renamed(Some(Err(io::ErrorKind::NotFound.into())))).is_err());
    }
    assert!(panics(|| finish(renamed(None))));
    cancel(renamed(Some(Ok(()))));
    let page = Page::now();
    let count = |status| page.count("counted_renamed_total", &[("status", status)]);
    assert_eq!(count("completed"), Some(1));
    assert_eq!(count("failed"), Some(2));
    assert_eq!(count("crashed"), Some(1));
    assert_eq!(count("given up"), Some(1));
    assert_eq!(page.family("counted_renamed_total").map(|family| family.samples.len()), Some(4));
}

/// What many services have: two words, and everything that is no success is the other one.
#[counted(
    name = "counted_two_words_total",
    outcome(label = "status", panic = "failure", cancelled = "failure")
)]
async fn two_words(result: Option<io::Result<()>>) -> io::Result<()> {
    pause().await;
    result.expect("on purpose")
}

#[test]
fn endings_that_share_a_word_add_up() {
    assert!(finish(two_words(Some(Ok(())))).is_ok());
    assert!(finish(two_words(Some(Err(io::ErrorKind::NotFound.into())))).is_err());
    assert!(panics(|| finish(two_words(None))));
    cancel(two_words(Some(Ok(()))));
    let page = Page::now();
    assert_eq!(page.count("counted_two_words_total", &[("status", "success")]), Some(1));
    assert_eq!(page.count("counted_two_words_total", &[("status", "failure")]), Some(3));
    assert_eq!(page.family("counted_two_words_total").map(|family| family.samples.len()), Some(2));
}

struct Queue<T> {
    items: Vec<T>,
}

impl<T: Clone> Queue<T> {
    #[counted]
    fn push(&mut self, item: T) -> usize {
        self.items.push(item);
        self.items.len()
    }
}

#[test]
fn all_versions_of_a_generic_function_are_one_call_site() {
    assert_eq!(Queue { items: vec![] }.push("a"), 1);
    assert_eq!(Queue { items: vec![0_u8] }.push(1), 2);
    let labels = [("module", module_path!()), ("function", "push"), ("outcome", "success")];
    assert_eq!(Page::now().count("function_calls_total", &labels), Some(2));
}

#[counted]
fn recursive(depth: u32) -> u32 {
    if depth == 0 { 0 } else { 1 + recursive(depth - 1) }
}

#[test]
fn every_call_of_a_recursion_counts() {
    assert_eq!(recursive(9), 9);
    let labels = [("module", module_path!()), ("function", "recursive"), ("outcome", "success")];
    assert_eq!(Page::now().count("function_calls_total", &labels), Some(10));
}
