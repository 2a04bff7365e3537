//! tickmark, the crate all others are compared with.

use tickmark::{BoundCounter, Counter, Family, Histogram, LabelSet, LabelValue, counted, timed};

use crate::{
    harness::{Bench, Case},
    work::{self, Refused, pick},
};

/// Its rows are what all others are compared with.
pub const NAME: &str = "tickmark";

/// Increments.
#[tickmark::register]
static INCREMENTS_TOTAL: Counter = Counter::new();

/// Observations.
#[tickmark::register]
static OBSERVATIONS: Histogram = Histogram::with_buckets(&work::BOUNDS);

/// Requests by method.
#[tickmark::register]
static METHODS_TOTAL: Family<ByMethod, Counter> = Family::new();

/// Requests by route and tenant.
#[tickmark::register]
static ROUTES_TOTAL: Family<Route<'static>, Counter> = Family::new();

#[derive(Clone, Copy, LabelValue)]
enum Method {
    Get,
    Post,
    Put,
    Delete,
}

const METHODS: [Method; 4] = [Method::Get, Method::Post, Method::Put, Method::Delete];

#[derive(LabelSet)]
struct ByMethod {
    method: Method,
}

#[derive(LabelSet)]
struct Route<'a> {
    route: &'a str,
    tenant: &'a str,
}

#[counted]
#[inline(never)]
fn counted_call(x: u64) -> u64 {
    x * 3
}

#[timed]
#[inline(never)]
fn timed_call(x: u64) -> u64 {
    x * 3
}

#[timed]
#[inline(never)]
fn fallible_call(x: u64) -> Result<u64, Refused> {
    work::try_triple(x)
}

#[timed]
#[inline(never)]
async fn async_call(x: u64) -> u64 {
    x * 3
}

/// Adds its rows.
pub fn add(bench: &mut Bench) {
    counters(bench);
    functions(bench);
    families(bench);
}

fn counters(bench: &mut Bench) {
    let bound: BoundCounter<'static> = INCREMENTS_TOTAL.bind();
    bench.op((NAME, Case::Counter), "`Counter::inc`", |_| INCREMENTS_TOTAL.inc(), || INCREMENTS_TOTAL.get());
    bench.op((NAME, Case::Counter), "`BoundCounter::inc`", move |_| bound.inc(), move || bound.get());
    bench.op(
        (NAME, Case::Observe),
        "`Histogram::observe`",
        |i| OBSERVATIONS.observe(work::seconds(i)),
        || OBSERVATIONS.count(),
    );
}

fn functions(bench: &mut Bench) {
    let timed = |function| move || on_page("function_duration_seconds_count", function);
    bench.op((NAME, Case::Counted), "`#[counted]`", counted_call, || {
        on_page("function_calls_total", "function=\"counted_call\"")
    });
    bench.op((NAME, Case::Timed), "`#[timed]`", timed_call, timed("function=\"timed_call\""));
    bench.op((NAME, Case::Outcome), "`#[timed]`", fallible_call, timed("function=\"fallible_call\""));
    bench.op(
        (NAME, Case::Async),
        "`#[timed]`",
        |x| work::ready(async_call(x)),
        timed("function=\"async_call\""),
    );
}

fn families(bench: &mut Bench) {
    bench.op(
        (NAME, Case::Closed),
        "`Family::with`",
        |i| METHODS_TOTAL.with(ByMethod { method: pick(&METHODS, i) }).inc(),
        || on_page("methods_total", ""),
    );
    bench.op(
        (NAME, Case::Open),
        "`Family::with`, `&str`",
        |i| ROUTES_TOTAL.with(Route { route: work::route(i), tenant: work::tenant(i) }).inc(),
        || on_page("routes_total", ""),
    );
}

fn on_page(name: &str, label: &str) -> u64 {
    work::total(&tickmark::encode(), name, label)
}
