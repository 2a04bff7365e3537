//! fast-telemetry 0.10: atomic counters in one shard for each core.

use std::{sync::LazyLock, thread, time::Instant};

use fast_telemetry::{
    Counter, DeriveLabel, DynamicCounter, Histogram, LabeledCounter, LabeledHistogram, SampledTimer,
};

use crate::{
    harness::{Bench, Case},
    work::{self, Refused, pick},
};

const NAME: &str = "fast-telemetry";

/// Its histograms hold whole numbers: microseconds.
const BOUNDS: [u64; work::BOUNDS.len()] =
    [5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000];

/// Its documentation times one call in 64.
const STRIDE: u64 = 64;

#[derive(Clone, Copy, Debug, DeriveLabel)]
#[label_name = "method"]
enum Method {
    Get,
    Post,
    Put,
    Delete,
}

const METHODS: [Method; 4] = [Method::Get, Method::Post, Method::Put, Method::Delete];

#[derive(Clone, Copy, Debug, DeriveLabel)]
#[label_name = "outcome"]
enum End {
    Success,
    Failure,
}

struct Metrics {
    increments: Counter,
    observations: Histogram,
    timed: Histogram,
    sampled: SampledTimer,
    awaited: Histogram,
    outcomes: LabeledHistogram<End>,
    methods: LabeledCounter<Method>,
    routes: DynamicCounter,
}

static METRICS: LazyLock<Metrics> = LazyLock::new(|| {
    let shards = thread::available_parallelism().map_or(1, usize::from);
    Metrics {
        increments: Counter::new(shards),
        observations: Histogram::new(&BOUNDS, shards),
        timed: Histogram::new(&BOUNDS, shards),
        sampled: SampledTimer::with_latency_buckets(shards, STRIDE),
        awaited: Histogram::new(&BOUNDS, shards),
        outcomes: LabeledHistogram::new(&BOUNDS, shards),
        methods: LabeledCounter::new(shards),
        routes: DynamicCounter::new(shards),
    }
});

#[inline]
fn microseconds_since(start: Instant) -> u64 {
    start.elapsed().as_micros() as u64
}

#[inline(never)]
fn timed_call(x: u64) -> u64 {
    let start = Instant::now();
    let result = x * 3;
    METRICS.timed.record(microseconds_since(start));
    result
}

#[inline(never)]
fn sampled_call(x: u64) -> u64 {
    let _timer = METRICS.sampled.start();
    x * 3
}

#[inline(never)]
fn fallible_call(x: u64) -> Result<u64, Refused> {
    let start = Instant::now();
    let result = work::try_triple(x);
    let outcome = if result.is_ok() { End::Success } else { End::Failure };
    METRICS.outcomes.record(outcome, microseconds_since(start));
    result
}

#[inline(never)]
async fn async_call(x: u64) -> u64 {
    let start = Instant::now();
    let result = x * 3;
    METRICS.awaited.record(microseconds_since(start));
    result
}

/// Adds its rows.
pub fn add(bench: &mut Bench) {
    bench.op(
        (NAME, Case::Counter),
        "`Counter::inc`",
        |_| METRICS.increments.inc(),
        || METRICS.increments.sum().unsigned_abs() as u64,
    );
    bench.op(
        (NAME, Case::Observe),
        "`Histogram::record`, whole numbers",
        |i| METRICS.observations.record(work::microseconds(i)),
        || METRICS.observations.count(),
    );
    functions(bench);
    labels(bench);
}

fn functions(bench: &mut Bench) {
    bench.op((NAME, Case::Timed), "`Instant` and `record`", timed_call, || METRICS.timed.count());
    bench.op((NAME, Case::Timed), "`SampledTimer`, times 1 call in 64", sampled_call, || {
        METRICS.sampled.calls()
    });
    bench.op((NAME, Case::Outcome), "`LabeledHistogram`", fallible_call, || {
        METRICS.outcomes.iter().map(|(_, histogram)| histogram.count()).sum()
    });
    bench.op(
        (NAME, Case::Async),
        "`Instant` and `record`",
        |x| work::ready(async_call(x)),
        || METRICS.awaited.count(),
    );
}

fn labels(bench: &mut Bench) {
    bench.op(
        (NAME, Case::Closed),
        "`LabeledCounter`",
        |i| METRICS.methods.inc(pick(&METHODS, i)),
        || METRICS.methods.sum_all().unsigned_abs() as u64,
    );
    bench.op(
        (NAME, Case::Open),
        "`DynamicCounter::inc`",
        |i| METRICS.routes.inc(&[("route", work::route(i)), ("tenant", work::tenant(i))]),
        || METRICS.routes.sum_all().unsigned_abs() as u64,
    );
}
