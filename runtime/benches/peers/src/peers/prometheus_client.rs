//! prometheus-client 0.25.

use std::{sync::LazyLock, time::Instant};

use prometheus_client::{
    encoding::{EncodeLabelSet, EncodeLabelValue, text::encode},
    metrics::{
        counter::Counter,
        family::{Family, MetricConstructor},
        histogram::Histogram,
    },
    registry::Registry,
};

use crate::{
    harness::{Bench, Case},
    work::{self, Refused, pick},
};

const NAME: &str = "prometheus-client";

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EncodeLabelValue)]
enum Method {
    Get,
    Post,
    Put,
    Delete,
}

const METHODS: [Method; 4] = [Method::Get, Method::Post, Method::Put, Method::Delete];

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EncodeLabelValue)]
enum End {
    Success,
    Failure,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ByMethod {
    method: Method,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ByEnd {
    outcome: End,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct StaticRoute {
    route: &'static str,
    tenant: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OwnedRoute {
    route: String,
    tenant: String,
}

#[derive(Clone)]
struct Buckets;

impl MetricConstructor<Histogram> for Buckets {
    fn new_metric(&self) -> Histogram {
        Histogram::new(work::BOUNDS)
    }
}

static COUNTER: LazyLock<Counter> = LazyLock::new(Counter::default);
static OBSERVATIONS: LazyLock<Histogram> = LazyLock::new(|| Buckets.new_metric());
static DURATIONS: LazyLock<Histogram> = LazyLock::new(|| Buckets.new_metric());
static AWAITED: LazyLock<Histogram> = LazyLock::new(|| Buckets.new_metric());
static BY_END: LazyLock<Family<ByEnd, Histogram, Buckets>> =
    LazyLock::new(|| Family::new_with_constructor(Buckets));
static BY_METHOD: LazyLock<Family<ByMethod, Counter>> = LazyLock::new(Family::default);
static BY_STATIC_ROUTE: LazyLock<Family<StaticRoute, Counter>> = LazyLock::new(Family::default);
static BY_OWNED_ROUTE: LazyLock<Family<OwnedRoute, Counter>> = LazyLock::new(Family::default);

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| {
    let mut registry = Registry::default();
    registry.register("observations", "Observations", OBSERVATIONS.clone());
    registry.register("timed_seconds", "Durations", DURATIONS.clone());
    registry.register("async_seconds", "Durations", AWAITED.clone());
    registry.register("outcome_seconds", "Durations", BY_END.clone());
    registry.register("methods", "Requests by method", BY_METHOD.clone());
    registry.register("static_routes", "Requests by route", BY_STATIC_ROUTE.clone());
    registry.register("owned_routes", "Requests by route", BY_OWNED_ROUTE.clone());
    registry
});

#[inline(never)]
fn timed_call(x: u64) -> u64 {
    let start = Instant::now();
    let result = x * 3;
    DURATIONS.observe(start.elapsed().as_secs_f64());
    result
}

#[inline(never)]
fn fallible_call(x: u64) -> Result<u64, Refused> {
    let start = Instant::now();
    let result = work::try_triple(x);
    let outcome = if result.is_ok() { End::Success } else { End::Failure };
    BY_END.get_or_create(&ByEnd { outcome }).observe(start.elapsed().as_secs_f64());
    result
}

#[inline(never)]
async fn async_call(x: u64) -> u64 {
    let start = Instant::now();
    let result = x * 3;
    AWAITED.observe(start.elapsed().as_secs_f64());
    result
}

/// Adds its rows.
pub fn add(bench: &mut Bench) {
    bench.op((NAME, Case::Counter), "`Counter::inc`", |_| COUNTER.inc(), || COUNTER.get());
    bench.op(
        (NAME, Case::Observe),
        "`Histogram::observe`",
        |i| OBSERVATIONS.observe(work::seconds(i)),
        || on_page("observations_count"),
    );
    bench.op((NAME, Case::Timed), "`Instant` and `observe`", timed_call, || on_page("timed_seconds_count"));
    bench.op((NAME, Case::Outcome), "`Family`, enum label", fallible_call, || {
        on_page("outcome_seconds_count")
    });
    bench.op(
        (NAME, Case::Async),
        "`Instant` and `observe`",
        |x| work::ready(async_call(x)),
        || on_page("async_seconds_count"),
    );
    labels(bench);
}

fn labels(bench: &mut Bench) {
    bench.op(
        (NAME, Case::Closed),
        "`Family`, enum label",
        |i| BY_METHOD.get_or_create(&ByMethod { method: pick(&METHODS, i) }).inc(),
        || on_page("methods_total"),
    );
    bench.op(
        (NAME, Case::Open),
        "`Family`, `&'static str` only",
        |i| {
            BY_STATIC_ROUTE
                .get_or_create(&StaticRoute { route: work::route(i), tenant: work::tenant(i) })
                .inc()
        },
        || on_page("static_routes_total"),
    );
    bench.op(
        (NAME, Case::Open),
        "`Family`, `String`",
        |i| {
            let labels = OwnedRoute { route: work::route(i).to_owned(), tenant: work::tenant(i).to_owned() };
            BY_OWNED_ROUTE.get_or_create(&labels).inc()
        },
        || on_page("owned_routes_total"),
    );
}

fn on_page(name: &str) -> u64 {
    let mut page = String::new();
    encode(&mut page, &REGISTRY).expect("it can be encoded");
    work::total(&page, name, "")
}
