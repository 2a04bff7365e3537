//! autometrics 3 on prometheus 0.14: always a counter and a histogram.

use autometrics::autometrics;

use super::prometheus::on_page;
use crate::{
    harness::{Bench, Case},
    work::{self, Refused},
};

const NAME: &str = "autometrics";
const OP: &str = "`#[autometrics]`, counter and histogram";

#[autometrics]
#[inline(never)]
fn counted_call(x: u64) -> u64 {
    x * 3
}

#[autometrics]
#[inline(never)]
fn timed_call(x: u64) -> u64 {
    x * 3
}

#[autometrics]
#[inline(never)]
fn fallible_call(x: u64) -> Result<u64, Refused> {
    work::try_triple(x)
}

#[autometrics]
#[inline(never)]
async fn async_call(x: u64) -> u64 {
    x * 3
}

/// Adds its rows.
pub fn add(bench: &mut Bench) {
    let counted = |function| move || on_page("function_calls_total", function);
    let timed = |function| move || on_page("function_calls_duration_seconds_count", function);
    bench.op((NAME, Case::Counted), OP, counted_call, counted("function=\"counted_call\""));
    bench.op((NAME, Case::Timed), OP, timed_call, timed("function=\"timed_call\""));
    bench.op((NAME, Case::Outcome), OP, fallible_call, counted("function=\"fallible_call\""));
    bench.op((NAME, Case::Async), OP, |x| work::ready(async_call(x)), timed("function=\"async_call\""));
}
