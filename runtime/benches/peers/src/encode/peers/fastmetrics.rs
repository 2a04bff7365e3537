//! fastmetrics 0.7.

use fastmetrics::{
    derive::LabelSet,
    format::text::{self, TextProfile},
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

#[derive(Clone, PartialEq, Eq, Hash, LabelSet)]
struct Request {
    tenant: String,
    route: String,
    status: String,
}

#[derive(Clone, PartialEq, Eq, Hash, LabelSet)]
struct Messages {
    tenant: String,
    queue: String,
    shard: String,
}

#[derive(Clone, PartialEq, Eq, Hash, LabelSet)]
struct Route {
    tenant: String,
    route: String,
}

/// Its row.
pub fn rows(work: &Workload) -> Vec<Row> {
    let registry = registry(work);
    vec![Row::text("fastmetrics", "`text::encode`", move |page| {
        text::encode(page, &registry, TextProfile::default()).expect("it can be encoded");
    })]
}

fn registry(work: &Workload) -> Registry {
    let mut registry = Registry::default();
    for family in &work.counters {
        let counters = Family::<Request, Counter>::default();
        let name = family.name.trim_end_matches("_total");
        registry.register(name, family.help, counters.clone()).expect("the name is free");
        for series in &family.series {
            let [tenant, route, status] = series.labels.clone();
            counters.with_or_new(&Request { tenant, route, status }, |counter| counter.inc_by(series.value));
        }
    }
    for family in &work.gauges {
        let gauges = Family::<Messages, Gauge<f64>>::default();
        registry.register(family.name, family.help, gauges.clone()).expect("the name is free");
        for series in &family.series {
            let [tenant, queue, shard] = series.labels.clone();
            gauges.with_or_new(&Messages { tenant, queue, shard }, |gauge| gauge.set(series.value));
        }
    }
    let family = &work.histograms;
    let histograms = Family::<Route, Histogram>::new(|| Histogram::new(work::BOUNDS));
    registry.register(family.name, family.help, histograms.clone()).expect("the name is free");
    for series in &family.series {
        let [tenant, route] = series.labels.clone();
        histograms.with_or_new(&Route { tenant, route }, |histogram| {
            durations(series.value).for_each(|seconds| histogram.observe(seconds));
        });
    }
    registry
}
