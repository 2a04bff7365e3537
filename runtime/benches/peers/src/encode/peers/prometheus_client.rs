//! prometheus-client 0.25, which writes OpenMetrics.

use std::sync::atomic::AtomicU64;

use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};

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

/// Its row.
pub fn rows(work: &Workload) -> Vec<Row> {
    let registry = registry(work);
    vec![Row::text("prometheus-client", "`text::encode`", move |page| {
        encode(page, &registry).expect("it can be encoded");
    })]
}

fn registry(work: &Workload) -> Registry {
    let mut registry = Registry::default();
    for family in &work.counters {
        let counters = Family::<Request, Counter>::default();
        // The suffix is its own to add.
        registry.register(family.name.trim_end_matches("_total"), family.help, counters.clone());
        for series in &family.series {
            let [tenant, route, status] = series.labels.clone();
            counters.get_or_create(&Request { tenant, route, status }).inc_by(series.value);
        }
    }
    for family in &work.gauges {
        let gauges = Family::<Messages, Gauge<f64, AtomicU64>>::default();
        registry.register(family.name, family.help, gauges.clone());
        for series in &family.series {
            let [tenant, queue, shard] = series.labels.clone();
            gauges.get_or_create(&Messages { tenant, queue, shard }).set(series.value);
        }
    }
    let family = &work.histograms;
    let histograms = Family::<Route, Histogram>::new_with_constructor(|| Histogram::new(work::BOUNDS));
    registry.register(family.name, family.help, histograms.clone());
    for series in &family.series {
        let [tenant, route] = series.labels.clone();
        let histogram = histograms.get_or_create(&Route { tenant, route });
        durations(series.value).for_each(|seconds| histogram.observe(seconds));
    }
    registry
}
