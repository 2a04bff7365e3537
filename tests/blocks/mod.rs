//! Attributes on whole blocks: which functions they go on to, and under which labels.

mod arguments;
mod asynchronous;
mod impls;
mod modules;

use crate::page::Page;

const TIMED: &str = "function_duration_seconds";
const COUNTED: &str = "function_calls_total";

/// The functions of a module that are on the page of a family, in order.
fn functions(family: &str, module: &str) -> Vec<String> {
    Page::of_module(module).values_of(family, "function").into_iter().map(str::to_owned).collect()
}

/// How many calls of a function succeeded, as timed and as counted.
fn successes(module: &str, function: &str) -> [Option<u64>; 2] {
    let labels = [("module", module), ("function", function), ("outcome", "success")];
    let page = Page::of_module(module);
    [page.count("function_duration_seconds_count", &labels), page.count(COUNTED, &labels)]
}
