//! fastmetrics 0.7.

use std::{sync::LazyLock, time::Instant};

use fastmetrics::{
    derive::{EncodeLabelValue, LabelSet, Register},
    format::text::{self, TextProfile},
    metrics::{counter::Counter, family::Family, histogram::Histogram},
    registry::{Register, Registry},
};

use crate::{
    harness::{Bench, Case},
    work::{self, Refused, pick},
};

const NAME: &str = "fastmetrics";

#[derive(Clone, Copy, PartialEq, Eq, Hash, EncodeLabelValue)]
enum Method {
    Get,
    Post,
    Put,
    Delete,
}

const METHODS: [Method; 4] = [Method::Get, Method::Post, Method::Put, Method::Delete];

#[derive(Clone, Copy, PartialEq, Eq, Hash, EncodeLabelValue)]
enum End {
    Success,
    Failure,
}

#[derive(Clone, PartialEq, Eq, Hash, LabelSet)]
struct ByMethod {
    method: Method,
}

#[derive(Clone, PartialEq, Eq, Hash, LabelSet)]
struct ByEnd {
    outcome: End,
}

#[derive(Clone, PartialEq, Eq, Hash, LabelSet)]
struct StaticRoute {
    route: &'static str,
    tenant: &'static str,
}

#[derive(Clone, PartialEq, Eq, Hash, LabelSet)]
struct OwnedRoute {
    route: String,
    tenant: String,
}

#[derive(Register)]
struct Metrics {
    /// Increments
    increments: Counter,
    /// Observations
    observations: Histogram,
    /// Durations of a function
    timed: Histogram,
    /// Durations of an `async` function
    awaited: Histogram,
    /// Durations by outcome
    outcomes: Family<ByEnd, Histogram>,
    /// Requests by method
    methods: Family<ByMethod, Counter>,
    /// Requests by route
    static_routes: Family<StaticRoute, Counter>,
    /// Requests by route
    owned_routes: Family<OwnedRoute, Counter>,
}

static METRICS: LazyLock<Metrics> = LazyLock::new(|| Metrics {
    increments: Counter::default(),
    observations: histogram(),
    timed: histogram(),
    awaited: histogram(),
    outcomes: Family::new(histogram),
    methods: Family::default(),
    static_routes: Family::default(),
    owned_routes: Family::default(),
});

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| {
    let mut registry = Registry::default();
    METRICS.register(&mut registry).expect("all names are new");
    registry
});

fn histogram() -> Histogram {
    Histogram::new(work::BOUNDS)
}

#[inline(never)]
fn timed_call(x: u64) -> u64 {
    let start = Instant::now();
    let result = x * 3;
    METRICS.timed.observe(start.elapsed().as_secs_f64());
    result
}

#[inline(never)]
fn fallible_call(x: u64) -> Result<u64, Refused> {
    let start = Instant::now();
    let result = work::try_triple(x);
    let outcome = if result.is_ok() { End::Success } else { End::Failure };
    METRICS
        .outcomes
        .with_or_new(&ByEnd { outcome }, |histogram| histogram.observe(start.elapsed().as_secs_f64()));
    result
}

#[inline(never)]
async fn async_call(x: u64) -> u64 {
    let start = Instant::now();
    let result = x * 3;
    METRICS.awaited.observe(start.elapsed().as_secs_f64());
    result
}

/// Adds its rows.
pub fn add(bench: &mut Bench) {
    let total = |name| move || on_page(name);
    bench.op(
        (NAME, Case::Counter),
        "`Counter::inc`",
        |_| METRICS.increments.inc(),
        || METRICS.increments.total(),
    );
    bench.op(
        (NAME, Case::Observe),
        "`Histogram::observe`",
        |i| METRICS.observations.observe(work::seconds(i)),
        total("observations_count"),
    );
    bench.op((NAME, Case::Timed), "`Instant` and `observe`", timed_call, total("timed_count"));
    bench.op((NAME, Case::Outcome), "`Family`, enum label", fallible_call, total("outcomes_count"));
    bench.op(
        (NAME, Case::Async),
        "`Instant` and `observe`",
        |x| work::ready(async_call(x)),
        total("awaited_count"),
    );
    labels(bench);
}

fn labels(bench: &mut Bench) {
    bench.op(
        (NAME, Case::Closed),
        "`Family`, enum label",
        |i| METRICS.methods.with_or_new(&ByMethod { method: pick(&METHODS, i) }, Counter::inc),
        || on_page("methods_total"),
    );
    bench.op(
        (NAME, Case::Open),
        "`Family`, `&'static str` only",
        |i| {
            let labels = StaticRoute { route: work::route(i), tenant: work::tenant(i) };
            METRICS.static_routes.with_or_new(&labels, Counter::inc);
        },
        || on_page("static_routes_total"),
    );
    bench.op(
        (NAME, Case::Open),
        "`Family`, `String`",
        |i| {
            let labels = OwnedRoute { route: work::route(i).to_owned(), tenant: work::tenant(i).to_owned() };
            METRICS.owned_routes.with_or_new(&labels, Counter::inc);
        },
        || on_page("owned_routes_total"),
    );
}

fn on_page(name: &str) -> u64 {
    let mut page = String::new();
    text::encode(&mut page, &REGISTRY, TextProfile::default()).expect("it can be encoded");
    work::total(&page, name, "")
}
