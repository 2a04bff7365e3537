//! foundations 5.11 with the metrics backend of its own, which has to be asked for.

use std::{sync::LazyLock, time::Instant};

use foundations::telemetry::{
    metrics::{
        Counter, Histogram, HistogramBuilder, LowCardinalityLabel, ThreadLocalCounter, TimeHistogram, metrics,
    },
    settings::MetricsSettings,
};
use serde::Serialize;

use crate::{
    harness::{Bench, Case},
    work::{self, Refused, pick},
};

const NAME: &str = "foundations";

#[derive(Clone, Copy, PartialEq, Serialize, LowCardinalityLabel)]
#[serde(rename_all = "snake_case")]
enum Method {
    Get,
    Post,
    Put,
    Delete,
}

const METHODS: [Method; 4] = [Method::Get, Method::Post, Method::Put, Method::Delete];

#[derive(Clone, Copy, PartialEq, Serialize, LowCardinalityLabel)]
#[serde(rename_all = "snake_case")]
enum End {
    Success,
    Failure,
}

#[metrics(unprefixed)]
mod peer {
    /// Increments.
    pub fn increments() -> Counter;

    /// Increments, a value for each thread.
    pub fn own_increments() -> ThreadLocalCounter;

    /// Observations.
    #[ctor = HistogramBuilder { buckets: &work::BOUNDS }]
    pub fn observations() -> Histogram;

    /// Durations of a function.
    #[ctor = HistogramBuilder { buckets: &work::BOUNDS }]
    pub fn timed() -> TimeHistogram;

    /// Durations of an `async` function.
    #[ctor = HistogramBuilder { buckets: &work::BOUNDS }]
    pub fn awaited() -> TimeHistogram;

    /// Durations by outcome.
    #[ctor = HistogramBuilder { buckets: &work::BOUNDS }]
    #[low_cardinality]
    pub fn outcomes(outcome: End) -> TimeHistogram;

    /// Requests by method.
    #[low_cardinality]
    pub fn methods(method: Method) -> Counter;

    /// Requests by method, a value for each thread.
    #[low_cardinality]
    pub fn own_methods(method: Method) -> ThreadLocalCounter;

    /// Requests by route.
    pub fn static_routes(route: &'static str, tenant: &'static str) -> Counter;

    /// Requests by route.
    pub fn owned_routes(route: String, tenant: String) -> Counter;
}

static KEPT: LazyLock<Counter> = LazyLock::new(peer::increments);
static OWN: LazyLock<ThreadLocalCounter> = LazyLock::new(peer::own_increments);
static OBSERVATIONS: LazyLock<Histogram> = LazyLock::new(peer::observations);

#[inline(never)]
fn timed_call(x: u64) -> u64 {
    let _timer = peer::timed().start_timer();
    x * 3
}

#[inline(never)]
fn fallible_call(x: u64) -> Result<u64, Refused> {
    let start = Instant::now();
    let result = work::try_triple(x);
    let outcome = if result.is_ok() { End::Success } else { End::Failure };
    peer::outcomes(outcome).observe(start.elapsed().as_nanos() as u64);
    result
}

#[inline(never)]
async fn async_call(x: u64) -> u64 {
    let _timer = peer::awaited().start_timer();
    x * 3
}

/// Adds its rows.
pub fn add(bench: &mut Bench) {
    counters(bench);
    functions(bench);
    labels(bench);
}

fn counters(bench: &mut Bench) {
    let case = Case::Counter;
    bench.op((NAME, case), "accessor, `Counter`", |_| peer::increments().inc(), || KEPT.get());
    bench.op((NAME, case), "kept handle, `Counter`", |_| KEPT.inc(), || KEPT.get());
    bench.op((NAME, case), "kept handle, `ThreadLocalCounter`", |_| OWN.inc(), || OWN.get());
    bench.op(
        (NAME, Case::Observe),
        "kept handle, `Histogram`",
        |i| OBSERVATIONS.observe(work::seconds(i)),
        || OBSERVATIONS.snapshot().count(),
    );
}

fn functions(bench: &mut Bench) {
    bench.op((NAME, Case::Timed), "`TimeHistogram::start_timer`", timed_call, || {
        peer::timed().snapshot().count()
    });
    bench.op((NAME, Case::Outcome), "`#[low_cardinality]`", fallible_call, || on_page("outcomes_count"));
    bench.op(
        (NAME, Case::Async),
        "`TimeHistogram::start_timer`",
        |x| work::ready(async_call(x)),
        || peer::awaited().snapshot().count(),
    );
}

fn labels(bench: &mut Bench) {
    bench.op(
        (NAME, Case::Closed),
        "`#[low_cardinality]`, `Counter`",
        |i| peer::methods(pick(&METHODS, i)).inc(),
        || on_page("methods"),
    );
    bench.op(
        (NAME, Case::Closed),
        "`#[low_cardinality]`, `ThreadLocalCounter`",
        |i| peer::own_methods(pick(&METHODS, i)).inc(),
        || on_page("own_methods"),
    );
    bench.op(
        (NAME, Case::Open),
        "accessor, `&'static str` only",
        |i| peer::static_routes(work::route(i), work::tenant(i)).inc(),
        || on_page("static_routes"),
    );
    bench.op(
        (NAME, Case::Open),
        "accessor, `String`",
        |i| peer::owned_routes(work::route(i).to_owned(), work::tenant(i).to_owned()).inc(),
        || on_page("owned_routes"),
    );
}

#[expect(deprecated, reason = "the way that does not produce text only needs to be told that it should")]
fn on_page(name: &str) -> u64 {
    let page =
        foundations::telemetry::metrics::collect(&MetricsSettings::default()).expect("it can be encoded");
    work::total(&page, &format!("peer_{name}"), "")
}
