//! foundations 5.11 with the metrics backend of its own, which has one registry for all.

use foundations::telemetry::{
    metrics::{Counter, Gauge, Histogram, HistogramBuilder, metrics},
    settings::MetricsSettings,
};

use crate::{
    encode::{
        row::Row,
        workload::{Workload, durations},
    },
    work,
};

#[metrics(unprefixed)]
mod http {
    /// Responses that came from the cache.
    pub fn cache_hits(tenant: String, route: String, status: String) -> Counter;
    /// What requests carried, in bytes.
    pub fn bytes_in(tenant: String, route: String, status: String) -> Counter;
    /// Requests that were answered.
    pub fn requests(tenant: String, route: String, status: String) -> Counter;
    /// What responses carried, in bytes.
    pub fn bytes_out(tenant: String, route: String, status: String) -> Counter;
    /// Requests that were sent to the service behind once more.
    pub fn retries(tenant: String, route: String, status: String) -> Counter;
    /// Requests that had to wait.
    pub fn throttled(tenant: String, route: String, status: String) -> Counter;
    /// How long requests took.
    #[ctor = HistogramBuilder { buckets: &work::BOUNDS }]
    pub fn duration_seconds(tenant: String, route: String) -> Histogram;
}

#[metrics(unprefixed)]
mod queue {
    /// Messages that wait.
    pub fn depth(tenant: String, queue: String, shard: String) -> Gauge<f64>;
    /// How long the oldest message has waited.
    pub fn age_seconds(tenant: String, queue: String, shard: String) -> Gauge<f64>;
}

/// Its row; a process has one registry, so it can be asked for once.
pub fn rows(work: &Workload) -> Vec<Row> {
    fill(work);
    vec![Row::text("foundations", "`collect`, and a copy", |page| page.push_str(&collect()))]
}

#[expect(deprecated, reason = "the way that does not produce text only needs to be told that it should")]
fn collect() -> String {
    foundations::telemetry::metrics::collect(&MetricsSettings::default()).expect("it can be encoded")
}

fn fill(work: &Workload) {
    let counters =
        [http::cache_hits, http::bytes_in, http::requests, http::bytes_out, http::retries, http::throttled];
    for (counter, family) in counters.into_iter().zip(&work.counters) {
        for series in &family.series {
            let [tenant, route, status] = series.labels.clone();
            counter(tenant, route, status).inc_by(series.value);
        }
    }
    for (gauge, family) in [queue::depth, queue::age_seconds].into_iter().zip(&work.gauges) {
        for series in &family.series {
            let [tenant, queue, shard] = series.labels.clone();
            gauge(tenant, queue, shard).set(series.value);
        }
    }
    for series in &work.histograms.series {
        let [tenant, route] = series.labels.clone();
        let histogram = http::duration_seconds(tenant, route);
        durations(series.value).for_each(|seconds| histogram.observe(seconds));
    }
}
