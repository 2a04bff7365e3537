//! metrics 0.24 with the recorder of metrics-exporter-prometheus.

use metrics::{Label, Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::PrometheusBuilder;

use crate::{
    encode::{
        row::Row,
        workload::{DURATION, QUEUE, REQUEST, Workload, durations},
    },
    work,
};

/// Its row.
pub fn rows(work: &Workload) -> Vec<Row> {
    let builder = PrometheusBuilder::new().set_buckets(&work::BOUNDS).expect("there are some");
    let recorder = builder.build_recorder();
    metrics::with_local_recorder(&recorder, || fill(work));
    let handle = recorder.handle();
    // What histograms queue is theirs to sort before the scrape, by a thread of the exporter.
    handle.run_upkeep();
    vec![Row::bytes("metrics", "`render_to_write`", move |page| {
        handle.render_to_write(page).expect("it can be encoded");
    })]
}

fn fill(work: &Workload) {
    for family in &work.counters {
        describe_counter!(family.name, Unit::Count, family.help);
        for series in &family.series {
            counter!(family.name, labels(REQUEST, &series.labels)).increment(series.value);
        }
    }
    for family in &work.gauges {
        describe_gauge!(family.name, family.help);
        for series in &family.series {
            gauge!(family.name, labels(QUEUE, &series.labels)).set(series.value);
        }
    }
    let family = &work.histograms;
    describe_histogram!(family.name, family.help);
    for series in &family.series {
        let histogram = histogram!(family.name, labels(DURATION, &series.labels));
        durations(series.value).for_each(|seconds| histogram.record(seconds));
    }
}

fn labels<const LABELS: usize>(names: [&'static str; LABELS], values: &[String; LABELS]) -> Vec<Label> {
    names.into_iter().zip(values).map(|(name, value)| Label::new(name, value.clone())).collect()
}
