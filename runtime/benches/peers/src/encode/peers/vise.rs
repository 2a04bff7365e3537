//! vise 0.3, typed groups over prometheus-client.

use vise::{Buckets, Counter, EncodeLabelSet, Family, Format, Gauge, Histogram, Metrics, Registry};

use crate::{
    encode::{
        row::Row,
        workload::{Workload, durations},
    },
    work,
};

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Request {
    tenant: String,
    route: String,
    status: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Messages {
    tenant: String,
    queue: String,
    shard: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    tenant: String,
    route: String,
}

#[derive(Debug, Metrics)]
struct Group {
    /// Responses that came from the cache.
    http_cache_hits: Family<Request, Counter>,
    /// What requests carried, in bytes.
    http_bytes_in: Family<Request, Counter>,
    /// Requests that were answered.
    http_requests: Family<Request, Counter>,
    /// What responses carried, in bytes.
    http_bytes_out: Family<Request, Counter>,
    /// Requests that were sent to the service behind once more.
    http_retries: Family<Request, Counter>,
    /// Requests that had to wait.
    http_throttled: Family<Request, Counter>,
    /// Messages that wait.
    queue_depth: Family<Messages, Gauge<f64>>,
    /// How long the oldest message has waited.
    queue_age_seconds: Family<Messages, Gauge<f64>>,
    /// How long requests took.
    #[metrics(buckets = Buckets::values(&work::BOUNDS))]
    http_duration_seconds: Family<Route, Histogram<f64>>,
}

/// Its row.
pub fn rows(work: &Workload) -> Vec<Row> {
    let group = Group::default();
    fill(&group, work);
    let mut registry = Registry::empty();
    registry.register_metrics(&group);
    vec![Row::text("vise", "`Format::Prometheus`", move |page| {
        registry.encode(page, Format::Prometheus).expect("it can be encoded");
    })]
}

fn fill(group: &Group, work: &Workload) {
    let counters = [
        &group.http_cache_hits,
        &group.http_bytes_in,
        &group.http_requests,
        &group.http_bytes_out,
        &group.http_retries,
        &group.http_throttled,
    ];
    for (counters, family) in counters.into_iter().zip(&work.counters) {
        for series in &family.series {
            let [tenant, route, status] = series.labels.clone();
            counters[&Request { tenant, route, status }].inc_by(series.value);
        }
    }
    for (gauges, family) in [&group.queue_depth, &group.queue_age_seconds].into_iter().zip(&work.gauges) {
        for series in &family.series {
            let [tenant, queue, shard] = series.labels.clone();
            gauges[&Messages { tenant, queue, shard }].set(series.value);
        }
    }
    for series in &work.histograms.series {
        let [tenant, route] = series.labels.clone();
        let histogram = &group.http_duration_seconds[&Route { tenant, route }];
        durations(series.value).for_each(|seconds| histogram.observe(seconds));
    }
}
