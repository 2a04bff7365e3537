//! vise 0.3, typed groups over prometheus-client.

use std::time::Duration;

use vise::{
    Buckets, Counter, EncodeLabelSet, EncodeLabelValue, Family, Format, Global, Histogram, LabeledFamily,
    Metrics, MetricsCollection,
};

use crate::{
    harness::{Bench, Case},
    work::{self, Refused, pick},
};

const NAME: &str = "vise";

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EncodeLabelSet, EncodeLabelValue)]
#[metrics(label = "method", rename_all = "snake_case")]
enum Method {
    Get,
    Post,
    Put,
    Delete,
}

const METHODS: [Method; 4] = [Method::Get, Method::Post, Method::Put, Method::Delete];

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EncodeLabelSet, EncodeLabelValue)]
#[metrics(label = "outcome", rename_all = "snake_case")]
enum End {
    Success,
    Failure,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OwnedRoute {
    route: String,
    tenant: String,
}

const ROUTE: [&str; 2] = ["route", "tenant"];

#[derive(Debug, Metrics)]
#[metrics(prefix = "vise")]
struct Group {
    /// Increments.
    increments: Counter,
    /// Observations.
    #[metrics(buckets = Buckets::values(&work::BOUNDS))]
    observations: Histogram,
    /// Durations of a function.
    #[metrics(buckets = Buckets::values(&work::BOUNDS))]
    timed: Histogram<Duration>,
    /// Durations of an `async` function.
    #[metrics(buckets = Buckets::values(&work::BOUNDS))]
    awaited: Histogram<Duration>,
    /// Durations by outcome.
    #[metrics(buckets = Buckets::values(&work::BOUNDS))]
    outcomes: Family<End, Histogram<Duration>>,
    /// Requests by method.
    methods: Family<Method, Counter>,
    /// Requests by route.
    #[metrics(labels = ROUTE)]
    static_routes: LabeledFamily<(&'static str, &'static str), Counter, 2>,
    /// Requests by route.
    owned_routes: Family<OwnedRoute, Counter>,
}

#[vise::register]
static METRICS: Global<Group> = Global::new();

#[inline(never)]
fn timed_call(x: u64) -> u64 {
    let latency = METRICS.timed.start();
    let result = x * 3;
    latency.observe();
    result
}

#[inline(never)]
fn fallible_call(x: u64) -> Result<u64, Refused> {
    let start = std::time::Instant::now();
    let result = work::try_triple(x);
    let outcome = if result.is_ok() { End::Success } else { End::Failure };
    METRICS.outcomes[&outcome].observe(start.elapsed());
    result
}

#[inline(never)]
async fn async_call(x: u64) -> u64 {
    let latency = METRICS.awaited.start();
    let result = x * 3;
    latency.observe();
    result
}

/// Adds its rows.
pub fn add(bench: &mut Bench) {
    let total = |name| move || on_page(name);
    bench.op(
        (NAME, Case::Counter),
        "`Counter::inc`",
        |_| METRICS.increments.inc(),
        || METRICS.increments.get(),
    );
    bench.op(
        (NAME, Case::Observe),
        "`Histogram::observe`",
        |i| METRICS.observations.observe(work::seconds(i)),
        total("vise_observations_count"),
    );
    bench.op((NAME, Case::Timed), "`Histogram::start`", timed_call, total("vise_timed_count"));
    bench.op((NAME, Case::Outcome), "`Family`, enum label", fallible_call, total("vise_outcomes_count"));
    bench.op(
        (NAME, Case::Async),
        "`Histogram::start`",
        |x| work::ready(async_call(x)),
        total("vise_awaited_count"),
    );
    labels(bench);
}

fn labels(bench: &mut Bench) {
    bench.op(
        (NAME, Case::Closed),
        "`Family`, enum label",
        |i| METRICS.methods[&pick(&METHODS, i)].inc(),
        || on_page("vise_methods"),
    );
    bench.op(
        (NAME, Case::Open),
        "`LabeledFamily`, `&'static str` only",
        |i| METRICS.static_routes[&(work::route(i), work::tenant(i))].inc(),
        || on_page("vise_static_routes"),
    );
    bench.op(
        (NAME, Case::Open),
        "`Family`, `String`",
        |i| {
            let labels = OwnedRoute { route: work::route(i).to_owned(), tenant: work::tenant(i).to_owned() };
            METRICS.owned_routes[&labels].inc()
        },
        || on_page("vise_owned_routes"),
    );
}

fn on_page(name: &str) -> u64 {
    let mut page = String::new();
    MetricsCollection::default().collect().encode(&mut page, Format::Prometheus).expect("it can be encoded");
    work::total(&page, name, "")
}
