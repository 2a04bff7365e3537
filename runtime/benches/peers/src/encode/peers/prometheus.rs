//! prometheus 0.14.

use prometheus::{
    GaugeVec, HistogramOpts, HistogramVec, IntCounterVec, Opts, Registry, TextEncoder, core::Collector,
};

use crate::{
    encode::{
        row::Row,
        workload::{DURATION, QUEUE, REQUEST, Workload, durations},
    },
    work,
};

/// Its row.
pub fn rows(work: &Workload) -> Vec<Row> {
    let registry = Registry::new();
    fill(&registry, work).expect("all names are new");
    vec![Row::text("prometheus", "`encode_utf8`", move |page| {
        TextEncoder::new().encode_utf8(&registry.gather(), page).expect("it can be encoded");
    })]
}

fn fill(registry: &Registry, work: &Workload) -> prometheus::Result<()> {
    for family in &work.counters {
        let counters = held(registry, IntCounterVec::new(Opts::new(family.name, family.help), &REQUEST)?)?;
        for series in &family.series {
            counters.with_label_values(&series.labels).inc_by(series.value);
        }
    }
    for family in &work.gauges {
        let gauges = held(registry, GaugeVec::new(Opts::new(family.name, family.help), &QUEUE)?)?;
        for series in &family.series {
            gauges.with_label_values(&series.labels).set(series.value);
        }
    }
    let family = &work.histograms;
    let options = HistogramOpts::new(family.name, family.help).buckets(work::BOUNDS.to_vec());
    let histograms = held(registry, HistogramVec::new(options, &DURATION)?)?;
    for series in &family.series {
        let histogram = histograms.with_label_values(&series.labels);
        durations(series.value).for_each(|seconds| histogram.observe(seconds));
    }
    Ok(())
}

fn held<C: Collector + Clone + 'static>(registry: &Registry, collector: C) -> prometheus::Result<C> {
    registry.register(Box::new(collector.clone()))?;
    Ok(collector)
}
