//! tickmark, the crate all others are compared with.

use std::sync::Arc;

use tickmark::{
    BoundCounter, Counter, Family, Gauge, Histogram, LabelSet, Registry, encode_text,
    exposition::{Encoder, Format},
};

use crate::{
    encode::{
        row::Row,
        workload::{Workload, durations},
    },
    peers::OURS,
    work,
};

#[derive(LabelSet)]
struct Request<'a> {
    tenant: &'a str,
    route: &'a str,
    status: &'a str,
}

#[derive(LabelSet)]
struct Messages<'a> {
    tenant: &'a str,
    queue: &'a str,
    shard: &'a str,
}

#[derive(LabelSet)]
struct Route<'a> {
    tenant: &'a str,
    route: &'a str,
}

type Shared<L, M> = Arc<Family<L, M>>;

/// A registry with all series.
pub struct Held {
    pub registry: Registry,
    counters: Vec<Shared<Request<'static>, Counter>>,
    gauges: Vec<Shared<Messages<'static>, Gauge>>,
    histograms: Shared<Route<'static>, Histogram>,
}

/// Its rows, one for each format.
pub fn rows(work: &Workload) -> Vec<Row> {
    let held = Arc::new(Held::new(work));
    let bytes = |format: Format, name| {
        let encoder = Encoder::new(format);
        Row::bytes(
            OURS,
            name,
            of(&held, move |registry: &Registry, page: &mut Vec<u8>| encoder.encode(registry, page)),
        )
    };
    vec![
        bytes(Format::Text0_0_4, "text"),
        Row::text(OURS, "text, as a string", of(&held, encode_text)),
        bytes(Format::OpenMetrics1_0_0, "OpenMetrics").other_format(),
        bytes(Format::Protobuf, "protobuf").other_format(),
        bytes(Format::Json, "JSON").other_format(),
    ]
}

/// The row of the page in the text format.
pub fn text(held: &Arc<Held>, name: &'static str) -> Row {
    let encoder = Encoder::new(Format::Text0_0_4);
    Row::bytes(
        OURS,
        name,
        of(held, move |registry: &Registry, page: &mut Vec<u8>| encoder.encode(registry, page)),
    )
}

fn of<P, E>(held: &Arc<Held>, encode: E) -> impl Fn(&mut P) + use<P, E>
where
    E: Fn(&Registry, &mut P),
{
    let held = held.clone();
    move |page| encode(&held.registry, page)
}

impl Held {
    /// Makes the series in the order of the workload.
    pub fn new(work: &Workload) -> Self {
        let registry = Registry::new();
        let counters = work.counters.iter().map(|family| {
            let counters = Arc::new(Family::new().limit(family.series.len()));
            registry.register(family.name, family.help, counters.clone()).expect("the name is free");
            counters
        });
        let counters = counters.collect();
        let gauges = work.gauges.iter().map(|family| {
            let gauges = Arc::new(Family::new().limit(family.series.len()));
            registry.register(family.name, family.help, gauges.clone()).expect("the name is free");
            gauges
        });
        let gauges = gauges.collect();
        let family = &work.histograms;
        let histograms = Arc::new(Family::with_buckets(&work::BOUNDS).limit(family.series.len()));
        registry.register(family.name, family.help, histograms.clone()).expect("the name is free");
        let held = Self { registry, counters, gauges, histograms };
        held.record(work);
        held
    }

    /// Adds what the workload says to every series, by the calling thread.
    pub fn record(&self, work: &Workload) {
        for (counters, family) in self.counters.iter().zip(&work.counters) {
            for series in &family.series {
                let [tenant, route, status] = &series.labels;
                counters.with(Request { tenant, route, status }).inc_by(series.value);
            }
        }
        for (gauges, family) in self.gauges.iter().zip(&work.gauges) {
            for series in &family.series {
                let [tenant, queue, shard] = &series.labels;
                gauges.with(Messages { tenant, queue, shard }).set(series.value);
            }
        }
        for series in &work.histograms.series {
            let [tenant, route] = &series.labels;
            let histogram = self.histograms.with(Route { tenant, route });
            durations(series.value).for_each(|seconds| histogram.observe(seconds));
        }
    }

    /// All counters of the first family.
    pub fn bound<'a>(&'a self, work: &'a Workload) -> impl Iterator<Item = BoundCounter<'a>> {
        work.counters[0].series.iter().map(|series| {
            let [tenant, route, status] = &series.labels;
            self.counters[0].with(Request { tenant, route, status })
        })
    }
}
