//! prometheus 0.14, with its own macros for static metrics.

use std::{sync::LazyLock, time::Instant};

use prometheus::{
    Histogram, HistogramOpts, HistogramTimer, HistogramVec, IntCounter, IntCounterVec, TextEncoder,
    local::LocalIntCounter, register_histogram, register_histogram_vec, register_int_counter,
    register_int_counter_vec,
};
use prometheus_static_metric::make_static_metric;

use crate::{
    harness::{Bench, Case},
    work::{self, Refused, pick},
};

const NAME: &str = "prometheus";

const METHODS: [Method; 4] = [Method::get, Method::post, Method::put, Method::delete];

make_static_metric! {
    label_enum Method { get, post, put, delete }

    struct ByMethod: IntCounter {
        "method" => Method,
    }
}

static COUNTER: LazyLock<IntCounter> =
    LazyLock::new(|| register_int_counter!("increments_total", "Increments.").expect("it is new"));

static METHODS_TOTAL: LazyLock<IntCounterVec> = LazyLock::new(|| {
    register_int_counter_vec!("methods_total", "Requests by method.", &["method"]).expect("it is new")
});

static BY_METHOD: LazyLock<ByMethod> = LazyLock::new(|| ByMethod::from(&METHODS_TOTAL));

static BY_ROUTE: LazyLock<IntCounterVec> = LazyLock::new(|| {
    register_int_counter_vec!("routes_total", "Requests by route.", &["route", "tenant"]).expect("it is new")
});

static OBSERVATIONS: LazyLock<Histogram> = LazyLock::new(|| histogram("observations"));
static GUARDED: LazyLock<Histogram> = LazyLock::new(|| histogram("guarded_seconds"));
static ENCLOSED: LazyLock<Histogram> = LazyLock::new(|| histogram("enclosed_seconds"));
static AWAITED: LazyLock<Histogram> = LazyLock::new(|| histogram("awaited_seconds"));
static LOOKED_UP: LazyLock<HistogramVec> = LazyLock::new(|| by_outcome("looked_up_seconds"));
static KEPT: LazyLock<HistogramVec> = LazyLock::new(|| by_outcome("kept_seconds"));
static SUCCESSES: LazyLock<Histogram> = LazyLock::new(|| KEPT.with_label_values(&["success"]));
static FAILURES: LazyLock<Histogram> = LazyLock::new(|| KEPT.with_label_values(&["failure"]));

thread_local! {
    static LOCAL: LocalIntCounter = COUNTER.local();
}

fn histogram(name: &str) -> Histogram {
    let options = HistogramOpts::new(name, "Durations.").buckets(work::BOUNDS.to_vec());
    register_histogram!(options).expect("it is new")
}

fn by_outcome(name: &str) -> HistogramVec {
    let options = HistogramOpts::new(name, "Durations.").buckets(work::BOUNDS.to_vec());
    register_histogram_vec!(options, &["outcome"]).expect("it is new")
}

#[inline(never)]
fn guarded(x: u64) -> u64 {
    let _timer: HistogramTimer = GUARDED.start_timer();
    x * 3
}

#[inline(never)]
fn enclosed(x: u64) -> u64 {
    ENCLOSED.observe_closure_duration(|| x * 3)
}

#[inline(never)]
fn looked_up(x: u64) -> Result<u64, Refused> {
    let start = Instant::now();
    let result = work::try_triple(x);
    LOOKED_UP.with_label_values(&[work::outcome(&result)]).observe(start.elapsed().as_secs_f64());
    result
}

#[inline(never)]
fn kept(x: u64) -> Result<u64, Refused> {
    let start = Instant::now();
    let result = work::try_triple(x);
    let histogram = if result.is_ok() { &SUCCESSES } else { &FAILURES };
    histogram.observe(start.elapsed().as_secs_f64());
    result
}

#[inline(never)]
async fn awaited(x: u64) -> u64 {
    let _timer = AWAITED.start_timer();
    x * 3
}

/// Adds its rows.
pub fn add(bench: &mut Bench) {
    counters(bench);
    functions(bench);
    labels(bench);
}

fn counters(bench: &mut Bench) {
    bench.op((NAME, Case::Counter), "`IntCounter::inc`", |_| COUNTER.inc(), || COUNTER.get());
    bench.op(
        (NAME, Case::Counter),
        "`LocalIntCounter::inc`, invisible until flushed",
        |_| LOCAL.with(LocalIntCounter::inc),
        || {
            LOCAL.with(LocalIntCounter::flush);
            COUNTER.get()
        },
    );
    bench.op(
        (NAME, Case::Observe),
        "`Histogram::observe`",
        |i| OBSERVATIONS.observe(work::seconds(i)),
        || OBSERVATIONS.get_sample_count(),
    );
}

fn functions(bench: &mut Bench) {
    bench.op((NAME, Case::Timed), "`start_timer`", guarded, || GUARDED.get_sample_count());
    bench.op((NAME, Case::Timed), "`observe_closure_duration`", enclosed, || ENCLOSED.get_sample_count());
    bench.op((NAME, Case::Outcome), "`HistogramVec`", looked_up, || on_page("looked_up_seconds_count", ""));
    bench.op((NAME, Case::Outcome), "two kept handles", kept, || on_page("kept_seconds_count", ""));
    bench.op(
        (NAME, Case::Async),
        "`start_timer`",
        |x| work::ready(awaited(x)),
        || AWAITED.get_sample_count(),
    );
}

fn labels(bench: &mut Bench) {
    bench.op(
        (NAME, Case::Closed),
        "`make_static_metric!`",
        |i| BY_METHOD.get(pick(&METHODS, i)).inc(),
        || on_page("methods_total", ""),
    );
    bench.op(
        (NAME, Case::Open),
        "`with_label_values`, series by hash alone",
        |i| BY_ROUTE.with_label_values(&[work::route(i), work::tenant(i)]).inc(),
        || on_page("routes_total", ""),
    );
}

/// What the default registry says, which autometrics uses as well.
pub fn on_page(name: &str, label: &str) -> u64 {
    let page = TextEncoder::new().encode_to_string(&prometheus::gather()).expect("it can be encoded");
    work::total(&page, name, label)
}
