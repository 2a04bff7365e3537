//! metrics 0.24 with the recorder of metrics-exporter-prometheus, which is drained after each sample.

use std::{sync::LazyLock, time::Instant};

use metrics::{Counter, Histogram, counter, histogram};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

use crate::{
    harness::{Bench, Case},
    work::{self, Refused},
};

const NAME: &str = "metrics";

static RECORDER: LazyLock<PrometheusHandle> = LazyLock::new(|| {
    let builder = PrometheusBuilder::new().set_buckets(&work::BOUNDS).expect("there are some");
    builder.install_recorder().expect("there is no other recorder")
});

static COUNTER: LazyLock<Counter> = LazyLock::new(|| counter!("kept_total"));
static OBSERVATIONS: LazyLock<Histogram> = LazyLock::new(|| histogram!("kept_observations"));
static DURATIONS: LazyLock<Histogram> = LazyLock::new(|| histogram!("kept_seconds"));

#[inline(never)]
fn timed_kept(x: u64) -> u64 {
    let start = Instant::now();
    let result = x * 3;
    DURATIONS.record(start.elapsed());
    result
}

#[inline(never)]
fn timed_by_name(x: u64) -> u64 {
    let start = Instant::now();
    let result = x * 3;
    histogram!("named_seconds").record(start.elapsed());
    result
}

#[inline(never)]
fn fallible_call(x: u64) -> Result<u64, Refused> {
    let start = Instant::now();
    let result = work::try_triple(x);
    histogram!("outcome_seconds", "outcome" => work::outcome(&result)).record(start.elapsed());
    result
}

#[inline(never)]
async fn async_call(x: u64) -> u64 {
    let start = Instant::now();
    let result = x * 3;
    histogram!("async_seconds").record(start.elapsed());
    result
}

/// Adds its rows.
pub fn add(bench: &mut Bench) {
    LazyLock::force(&RECORDER);
    counters(bench);
    histograms(bench);
    functions(bench);
    labels(bench);
}

fn counters(bench: &mut Bench) {
    bench.op((NAME, Case::Counter), "kept handle", |_| COUNTER.increment(1), || on_page("kept_total", ""));
    bench.op(
        (NAME, Case::Counter),
        "`counter!`",
        |_| counter!("named_total").increment(1),
        || on_page("named_total", ""),
    );
}

fn histograms(bench: &mut Bench) {
    bench.op(
        (NAME, Case::Observe),
        "kept handle",
        |i| OBSERVATIONS.record(work::seconds(i)),
        || on_page("kept_observations_count", ""),
    );
    bench.tidy(drain);
    bench.op(
        (NAME, Case::Observe),
        "`histogram!`",
        |i| histogram!("named_observations").record(work::seconds(i)),
        || on_page("named_observations_count", ""),
    );
    bench.tidy(drain);
}

fn functions(bench: &mut Bench) {
    bench.op((NAME, Case::Timed), "`Instant`, kept handle", timed_kept, || on_page("kept_seconds_count", ""));
    bench.tidy(drain);
    bench.op((NAME, Case::Timed), "`Instant`, `histogram!`", timed_by_name, || {
        on_page("named_seconds_count", "")
    });
    bench.tidy(drain);
    bench.op((NAME, Case::Outcome), "`Instant`, `histogram!`", fallible_call, || {
        on_page("outcome_seconds_count", "")
    });
    bench.tidy(drain);
    bench.op(
        (NAME, Case::Async),
        "`Instant`, `histogram!`",
        |x| work::ready(async_call(x)),
        || on_page("async_seconds_count", ""),
    );
    bench.tidy(drain);
}

fn labels(bench: &mut Bench) {
    bench.op(
        (NAME, Case::Closed),
        "`counter!`",
        |i| counter!("methods_total", "method" => work::pick(&work::METHODS, i)).increment(1),
        || on_page("methods_total", ""),
    );
    bench.op(
        (NAME, Case::Open),
        "`counter!`, `&'static str` only",
        |i| counter!("routes_total", "route" => work::route(i), "tenant" => work::tenant(i)).increment(1),
        || on_page("routes_total", ""),
    );
    bench.op(
        (NAME, Case::Open),
        "`counter!`, `String`",
        |i| {
            let (route, tenant) = (work::route(i).to_owned(), work::tenant(i).to_owned());
            counter!("owned_routes_total", "route" => route, "tenant" => tenant).increment(1);
        },
        || on_page("owned_routes_total", ""),
    );
}

/// Moves samples from the queue into buckets, as a thread of the exporter would do every five seconds.
pub fn drain() {
    RECORDER.run_upkeep();
}

/// What the recorder says, which function-timer uses as well.
pub fn on_page(name: &str, label: &str) -> u64 {
    work::total(&RECORDER.render(), name, label)
}
