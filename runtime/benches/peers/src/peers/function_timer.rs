//! function-timer 0.9, which records in the recorder of `metrics`.

use function_timer::time;

use super::metrics::{drain, on_page};
use crate::{
    harness::{Bench, Case},
    work::{self, Refused},
};

const NAME: &str = "function-timer";

#[time("function_timer_seconds")]
#[inline(never)]
fn timed_call(x: u64) -> u64 {
    x * 3
}

#[time("function_timer_seconds")]
#[inline(never)]
fn fallible_call(x: u64) -> Result<u64, Refused> {
    work::try_triple(x)
}

#[time("function_timer_seconds")]
#[inline(never)]
async fn async_call(x: u64) -> u64 {
    x * 3
}

/// Adds its rows.
pub fn add(bench: &mut Bench) {
    let of = |function| move || on_page("function_timer_seconds_count", function);
    bench.op((NAME, Case::Timed), "`#[time]`", timed_call, of("timed_call"));
    bench.tidy(drain);
    bench.op((NAME, Case::Outcome), "`#[time]`, knows no outcome", fallible_call, of("fallible_call"));
    bench.tidy(drain);
    bench.op((NAME, Case::Async), "`#[time]`", |x| work::ready(async_call(x)), of("async_call"));
    bench.tidy(drain);
}
