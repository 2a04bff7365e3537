//! opentelemetry 0.33 with its SDK and a reader that collects once a minute.

use std::{sync::LazyLock, time::Instant};

use opentelemetry::{
    KeyValue,
    metrics::{Counter, Histogram, Meter, MeterProvider},
};
use opentelemetry_sdk::metrics::{
    InMemoryMetricExporter, SdkMeterProvider,
    data::{
        AggregatedMetrics, HistogramDataPoint, Metric, MetricData, ResourceMetrics, ScopeMetrics,
        SumDataPoint,
    },
};

use crate::{
    harness::{Bench, Case},
    work::{self, Refused},
};

const NAME: &str = "opentelemetry";

static EXPORTER: LazyLock<InMemoryMetricExporter> = LazyLock::new(InMemoryMetricExporter::default);
static PROVIDER: LazyLock<SdkMeterProvider> =
    LazyLock::new(|| SdkMeterProvider::builder().with_periodic_exporter(EXPORTER.clone()).build());
static METER: LazyLock<Meter> = LazyLock::new(|| PROVIDER.meter("peers"));

static INCREMENTS: LazyLock<Counter<u64>> = LazyLock::new(|| METER.u64_counter("increments").build());
static METHODS: LazyLock<Counter<u64>> = LazyLock::new(|| METER.u64_counter("methods").build());
static ROUTES: LazyLock<Counter<u64>> = LazyLock::new(|| METER.u64_counter("routes").build());
static OWNED: LazyLock<Counter<u64>> = LazyLock::new(|| METER.u64_counter("owned").build());
static OBSERVATIONS: LazyLock<Histogram<f64>> = LazyLock::new(|| histogram("observations"));
static TIMED: LazyLock<Histogram<f64>> = LazyLock::new(|| histogram("timed"));
static OUTCOMES: LazyLock<Histogram<f64>> = LazyLock::new(|| histogram("outcomes"));
static AWAITED: LazyLock<Histogram<f64>> = LazyLock::new(|| histogram("awaited"));

fn histogram(name: &'static str) -> Histogram<f64> {
    METER.f64_histogram(name).with_boundaries(work::BOUNDS.to_vec()).build()
}

#[inline(never)]
fn timed_call(x: u64) -> u64 {
    let start = Instant::now();
    let result = x * 3;
    TIMED.record(start.elapsed().as_secs_f64(), &[]);
    result
}

#[inline(never)]
fn fallible_call(x: u64) -> Result<u64, Refused> {
    let start = Instant::now();
    let result = work::try_triple(x);
    let labels = [KeyValue::new("outcome", work::outcome(&result))];
    OUTCOMES.record(start.elapsed().as_secs_f64(), &labels);
    result
}

#[inline(never)]
async fn async_call(x: u64) -> u64 {
    let start = Instant::now();
    let result = x * 3;
    AWAITED.record(start.elapsed().as_secs_f64(), &[]);
    result
}

/// Adds its rows.
pub fn add(bench: &mut Bench) {
    let total = |name| move || collected(name);
    bench.op((NAME, Case::Counter), "`Counter::add`", |_| INCREMENTS.add(1, &[]), total("increments"));
    bench.op(
        (NAME, Case::Observe),
        "`Histogram::record`",
        |i| OBSERVATIONS.record(work::seconds(i), &[]),
        total("observations"),
    );
    bench.op((NAME, Case::Timed), "`Instant` and `record`", timed_call, total("timed"));
    bench.op((NAME, Case::Outcome), "`Instant` and `record`, `KeyValue`", fallible_call, total("outcomes"));
    bench.op((NAME, Case::Async), "`Instant` and `record`", |x| work::ready(async_call(x)), total("awaited"));
    labels(bench);
}

fn labels(bench: &mut Bench) {
    bench.op(
        (NAME, Case::Closed),
        "`Counter::add`, `KeyValue`",
        |i| METHODS.add(1, &[KeyValue::new("method", work::pick(&work::METHODS, i))]),
        || collected("methods"),
    );
    bench.op(
        (NAME, Case::Open),
        "`Counter::add`, `&'static str` only",
        |i| {
            ROUTES
                .add(1, &[KeyValue::new("route", work::route(i)), KeyValue::new("tenant", work::tenant(i))]);
        },
        || collected("routes"),
    );
    bench.op(
        (NAME, Case::Open),
        "`Counter::add`, `String`",
        |i| {
            let (route, tenant) = (work::route(i).to_owned(), work::tenant(i).to_owned());
            OWNED.add(1, &[KeyValue::new("route", route), KeyValue::new("tenant", tenant)]);
        },
        || collected("owned"),
    );
}

/// How much the instrument of this name has counted, after everything was collected.
fn collected(name: &str) -> u64 {
    EXPORTER.reset();
    PROVIDER.force_flush().expect("nothing is sent anywhere");
    let resources = EXPORTER.get_finished_metrics().expect("nobody holds its lock");
    let metrics = resources.iter().flat_map(ResourceMetrics::scope_metrics).flat_map(ScopeMetrics::metrics);
    metrics.filter(|metric| metric.name() == name).map(count).sum()
}

fn count(metric: &Metric) -> u64 {
    match metric.data() {
        AggregatedMetrics::U64(MetricData::Sum(sum)) => sum.data_points().map(SumDataPoint::value).sum(),
        AggregatedMetrics::F64(MetricData::Histogram(all)) => {
            all.data_points().map(HistogramDataPoint::count).sum()
        }
        other => panic!("neither a counter nor a histogram: {other:?}"),
    }
}
