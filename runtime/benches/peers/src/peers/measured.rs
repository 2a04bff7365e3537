//! measured 0.0.25; 0.1 needs a newer compiler.

use std::sync::LazyLock;

use measured::{
    Counter, CounterVec, FixedCardinalityLabel, Histogram, HistogramVec, LabelGroup, MetricGroup,
    metric::histogram::Thresholds, text::BufferedTextEncoder,
};

use crate::{
    harness::{Bench, Case},
    work::{self, Refused, pick},
};

const NAME: &str = "measured";
const BUCKETS: usize = work::BOUNDS.len();

#[derive(Clone, Copy, FixedCardinalityLabel)]
enum Method {
    Get,
    Post,
    Put,
    Delete,
}

const METHODS: [Method; 4] = [Method::Get, Method::Post, Method::Put, Method::Delete];

#[derive(Clone, Copy, FixedCardinalityLabel)]
enum End {
    Success,
    Failure,
}

#[derive(LabelGroup)]
#[label(set = ByMethodSet)]
struct ByMethod {
    method: Method,
}

#[derive(LabelGroup)]
#[label(set = ByEndSet)]
struct ByEnd {
    outcome: End,
}

#[derive(LabelGroup)]
#[label(set = KnownRouteSet)]
struct KnownRoute<'a> {
    #[label(fixed_with = lasso::RodeoReader)]
    route: &'a str,
    #[label(fixed_with = lasso::RodeoReader)]
    tenant: &'a str,
}

#[derive(LabelGroup)]
#[label(set = OpenRouteSet)]
struct OpenRoute<'a> {
    #[label(dynamic_with = lasso::ThreadedRodeo, default)]
    route: &'a str,
    #[label(dynamic_with = lasso::ThreadedRodeo, default)]
    tenant: &'a str,
}

#[derive(MetricGroup)]
#[metric(new(routes: lasso::RodeoReader, tenants: lasso::RodeoReader))]
struct Metrics {
    /// Increments.
    increments_total: Counter,
    /// Observations.
    #[metric(metadata = Thresholds::with_buckets(work::BOUNDS))]
    observations: Histogram<BUCKETS>,
    /// Durations of a function.
    #[metric(metadata = Thresholds::with_buckets(work::BOUNDS))]
    timed_seconds: Histogram<BUCKETS>,
    /// Durations of an `async` function.
    #[metric(metadata = Thresholds::with_buckets(work::BOUNDS))]
    async_seconds: Histogram<BUCKETS>,
    /// Durations by outcome.
    #[metric(metadata = Thresholds::with_buckets(work::BOUNDS))]
    outcome_seconds: HistogramVec<ByEndSet, BUCKETS>,
    /// Requests by method.
    methods_total: CounterVec<ByMethodSet>,
    /// Requests by routes that are known from the start.
    #[metric(label_set = KnownRouteSet::new(routes, tenants))]
    known_routes_total: CounterVec<KnownRouteSet>,
    /// Requests by route.
    #[metric(label_set = OpenRouteSet::new())]
    open_routes_total: CounterVec<OpenRouteSet>,
}

static METRICS: LazyLock<Metrics> = LazyLock::new(|| {
    let routes: lasso::Rodeo = work::routes().collect();
    let tenants: lasso::Rodeo = work::tenants().collect();
    Metrics::new(routes.into_reader(), tenants.into_reader())
});

#[inline(never)]
fn timed_call(x: u64) -> u64 {
    let _timer = METRICS.timed_seconds.start_timer();
    x * 3
}

#[inline(never)]
fn fallible_call(x: u64) -> Result<u64, Refused> {
    let start = std::time::Instant::now();
    let result = work::try_triple(x);
    let outcome = if result.is_ok() { End::Success } else { End::Failure };
    METRICS.outcome_seconds.observe_duration_since(ByEnd { outcome }, start);
    result
}

#[inline(never)]
async fn async_call(x: u64) -> u64 {
    let _timer = METRICS.async_seconds.start_timer();
    x * 3
}

/// Adds its rows.
pub fn add(bench: &mut Bench) {
    let total = |name| move || on_page(name);
    bench.op(
        (NAME, Case::Counter),
        "`Counter::inc`",
        |_| METRICS.increments_total.inc(),
        total("increments_total"),
    );
    bench.op(
        (NAME, Case::Observe),
        "`Histogram::observe`",
        |i| METRICS.observations.observe(work::seconds(i)),
        total("observations_count"),
    );
    bench.op((NAME, Case::Timed), "`start_timer`", timed_call, total("timed_seconds_count"));
    bench.op(
        (NAME, Case::Outcome),
        "`HistogramVec`, enum label",
        fallible_call,
        total("outcome_seconds_count"),
    );
    bench.op(
        (NAME, Case::Async),
        "`start_timer`",
        |x| work::ready(async_call(x)),
        total("async_seconds_count"),
    );
    labels(bench);
}

fn labels(bench: &mut Bench) {
    bench.op(
        (NAME, Case::Closed),
        "`CounterVec`, `FixedCardinalityLabel`",
        |i| METRICS.methods_total.inc(ByMethod { method: pick(&METHODS, i) }),
        || on_page("methods_total"),
    );
    bench.op(
        (NAME, Case::Open),
        "`RodeoReader`, only values known from the start",
        |i| METRICS.known_routes_total.inc(KnownRoute { route: work::route(i), tenant: work::tenant(i) }),
        || on_page("known_routes_total"),
    );
    bench.op(
        (NAME, Case::Open),
        "`ThreadedRodeo`",
        |i| METRICS.open_routes_total.inc(OpenRoute { route: work::route(i), tenant: work::tenant(i) }),
        || on_page("open_routes_total"),
    );
}

fn on_page(name: &str) -> u64 {
    let mut encoder = BufferedTextEncoder::new();
    METRICS.collect_group_into(&mut encoder).expect("it can be encoded");
    work::total(&String::from_utf8_lossy(&encoder.finish()), name, "")
}
