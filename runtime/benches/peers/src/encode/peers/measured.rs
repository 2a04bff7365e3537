//! measured 0.0.25, with labels that are interned when they are first seen.

use measured::{
    CounterVec, FloatGaugeVec, HistogramVec, LabelGroup, MetricGroup, metric::histogram::Thresholds,
    text::TextEncoder,
};

use crate::{
    encode::{
        row::Row,
        workload::{Workload, durations},
    },
    work,
};

const BUCKETS: usize = work::BOUNDS.len();

#[derive(LabelGroup)]
#[label(set = RequestSet)]
struct Request<'a> {
    #[label(dynamic_with = lasso::ThreadedRodeo, default)]
    tenant: &'a str,
    #[label(dynamic_with = lasso::ThreadedRodeo, default)]
    route: &'a str,
    #[label(dynamic_with = lasso::ThreadedRodeo, default)]
    status: &'a str,
}

#[derive(LabelGroup)]
#[label(set = MessagesSet)]
struct Messages<'a> {
    #[label(dynamic_with = lasso::ThreadedRodeo, default)]
    tenant: &'a str,
    #[label(dynamic_with = lasso::ThreadedRodeo, default)]
    queue: &'a str,
    #[label(dynamic_with = lasso::ThreadedRodeo, default)]
    shard: &'a str,
}

#[derive(LabelGroup)]
#[label(set = RouteSet)]
struct Route<'a> {
    #[label(dynamic_with = lasso::ThreadedRodeo, default)]
    tenant: &'a str,
    #[label(dynamic_with = lasso::ThreadedRodeo, default)]
    route: &'a str,
}

#[derive(MetricGroup)]
#[metric(new())]
struct Metrics {
    /// Responses that came from the cache.
    #[metric(label_set = RequestSet::new())]
    http_cache_hits_total: CounterVec<RequestSet>,
    /// What requests carried, in bytes.
    #[metric(label_set = RequestSet::new())]
    http_bytes_in_total: CounterVec<RequestSet>,
    /// Requests that were answered.
    #[metric(label_set = RequestSet::new())]
    http_requests_total: CounterVec<RequestSet>,
    /// What responses carried, in bytes.
    #[metric(label_set = RequestSet::new())]
    http_bytes_out_total: CounterVec<RequestSet>,
    /// Requests that were sent to the service behind once more.
    #[metric(label_set = RequestSet::new())]
    http_retries_total: CounterVec<RequestSet>,
    /// Requests that had to wait.
    #[metric(label_set = RequestSet::new())]
    http_throttled_total: CounterVec<RequestSet>,
    /// Messages that wait.
    #[metric(label_set = MessagesSet::new())]
    queue_depth: FloatGaugeVec<MessagesSet>,
    /// How long the oldest message has waited.
    #[metric(label_set = MessagesSet::new())]
    queue_age_seconds: FloatGaugeVec<MessagesSet>,
    /// How long requests took.
    #[metric(label_set = RouteSet::new(), metadata = Thresholds::with_buckets(work::BOUNDS))]
    http_duration_seconds: HistogramVec<RouteSet, BUCKETS>,
}

/// Its row.
pub fn rows(work: &Workload) -> Vec<Row> {
    let metrics = Metrics::new();
    fill(&metrics, work);
    vec![Row::bytes("measured", "`TextEncoder`", move |page| {
        metrics.collect_group_into(&mut TextEncoder::new(page)).expect("it can be encoded");
    })]
}

fn fill(metrics: &Metrics, work: &Workload) {
    let counters = [
        &metrics.http_cache_hits_total,
        &metrics.http_bytes_in_total,
        &metrics.http_requests_total,
        &metrics.http_bytes_out_total,
        &metrics.http_retries_total,
        &metrics.http_throttled_total,
    ];
    for (counters, family) in counters.into_iter().zip(&work.counters) {
        for series in &family.series {
            let [tenant, route, status] = &series.labels;
            counters.inc_by(Request { tenant, route, status }, series.value);
        }
    }
    let gauges = [&metrics.queue_depth, &metrics.queue_age_seconds];
    for (gauges, family) in gauges.into_iter().zip(&work.gauges) {
        for series in &family.series {
            let [tenant, queue, shard] = &series.labels;
            gauges.set(Messages { tenant, queue, shard }, series.value);
        }
    }
    for series in &work.histograms.series {
        let [tenant, route] = &series.labels;
        let histograms = &metrics.http_duration_seconds;
        durations(series.value).for_each(|seconds| histograms.observe(Route { tenant, route }, seconds));
    }
}
