//! Registries: the global one, one's own, and what others bring to them.

mod collector;
mod own;

use tickmark::counted;

use crate::page::Page;

#[counted]
fn counted_globally() {}

#[test]
fn the_declarations_of_this_program_are_sound() {
    tickmark::check().expect("no two of them clash");
}

#[test]
fn the_global_registry_is_the_page_of_the_program() {
    counted_globally();
    let labels = [("module", module_path!()), ("function", "counted_globally"), ("outcome", "success")];
    let count = |page: Page| page.count("function_calls_total", &labels);
    assert_eq!(count(Page::now()), Some(1));
    assert_eq!(count(Page::of(tickmark::global())), Some(1));
    let mut again = String::from("what was there stays\n");
    tickmark::encode_text(tickmark::global(), &mut again);
    let appended = again.strip_prefix("what was there stays\n").expect("it is appended");
    assert_eq!(count(Page::read(appended)), Some(1));
}

#[test]
fn metrics_can_be_added_to_the_global_registry_while_the_program_runs() {
    static LATE: tickmark::Gauge = tickmark::Gauge::new();
    static TAKEN: tickmark::Counter = tickmark::Counter::new();
    tickmark::global().register("registry_late", "Added late.", &LATE).expect("the name is free");
    LATE.set(2.5);
    assert_eq!(Page::now().value("registry_late", &[]), Some(2.5));
    let problem =
        tickmark::global().register("function_calls_total", "Mine.", &TAKEN).expect_err("it is taken");
    assert_eq!(problem.family(), "function_calls_total");
    tickmark::check().expect("who registers has the answer already");
}

#[test]
fn the_content_type_is_that_of_the_text_format() {
    assert_eq!(tickmark::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
}
