//! Families that want the same names.

use std::sync::Arc;

use tickmark::{
    Buckets, Counter, CounterValue, Exemplar, FamilyMeta, Gauge, HistogramValue, Kind, LabelsBuf, Registry,
    Sink, SummaryValue, Timestamp,
    exposition::{Encoder, Format},
};

use super::{Says, assert_sound, page};

/// Series of any kind, with all that it can have.
fn say(sink: &mut dyn Sink, name: &str, kind: Kind) {
    sink.family(&FamilyMeta::new(name, kind, "Of a collector."));
    let labels = LabelsBuf::new();
    let (labels, created) = (labels.as_labels(), Some(Timestamp::from_milliseconds(1_500)));
    let buckets = Buckets::new(&[1.0]);
    match kind {
        Kind::Counter => {
            let exemplar = Exemplar::new(LabelsBuf::new().with("trace_id", "a"), 1.0);
            sink.counter(
                labels,
                &CounterValue::from(1_u64).with_created(created).with_exemplar(exemplar.as_ref()),
            );
        }
        Kind::Histogram => {
            sink.histogram(labels, &HistogramValue::new(&buckets, &[1, 0], 1.0).with_created(created))
        }
        Kind::Summary => {
            sink.summary(labels, &SummaryValue::new(&[(0.5, 1.0)], 1.0, 1).with_created(created))
        }
        Kind::Info => sink.info(labels),
        _ => sink.gauge(labels, 1.0),
    }
}

/// A page in OpenMetrics with these families of a collector, and what is written of a family of the registry's own.
fn open_metrics(
    own: &[(&'static str, Kind)],
    attached: &'static [(&'static str, Kind)],
) -> (Registry, String) {
    let registry = Registry::new();
    for (name, kind) in own {
        let added = match kind {
            Kind::Counter => registry.register(*name, "Own.", Arc::new(Counter::new())),
            _ => registry.register(*name, "Own.", Arc::new(Gauge::new())),
        };
        added.expect("the name is free");
    }
    registry
        .attach(Says(|sink: &mut dyn Sink| attached.iter().for_each(|(name, kind)| say(sink, name, *kind))));
    let page = page(&registry, Encoder::new(Format::OpenMetrics1_0_0).created(true));
    (registry, page)
}

#[track_caller]
fn assert_types(own: &[(&'static str, Kind)], attached: &'static [(&'static str, Kind)], expected: &[&str]) {
    let (registry, page) = open_metrics(own, attached);
    let types = page
        .lines()
        .filter_map(|line| line.strip_prefix("# TYPE "))
        .filter(|line| !line.starts_with("tickmark"));
    assert_eq!(types.collect::<Vec<_>>(), expected, "{page}");
    assert_sound(&registry);
}

#[test]
fn a_counter_whose_name_is_taken_is_of_no_kind() {
    use Kind::{Counter, Gauge};
    assert_types(&[("a_total", Counter)], &[("a", Gauge)], &["a gauge", "a_total unknown"]);
    assert_types(&[("a", Gauge)], &[("a_total", Counter)], &["a gauge", "a_total unknown"]);
    assert_types(&[], &[("a", Gauge), ("a_total", Counter)], &["a gauge", "a_total unknown"]);
    assert_types(&[], &[("a_created", Gauge), ("a_total", Counter)], &["a_created gauge", "a_total unknown"]);
}

#[test]
fn a_counter_without_total_gives_way_to_one_that_is_called_as_its_sample() {
    use Kind::{Counter, Gauge, Info};
    assert_types(&[], &[("a", Counter)], &["a counter"]);
    assert_types(&[], &[("a", Counter), ("a_total", Gauge)], &["a unknown", "a_total gauge"]);
    assert_types(&[("a_total", Counter)], &[("a", Counter)], &["a unknown", "a_total unknown"]);
    assert_types(&[], &[("a", Info), ("a_info", Gauge)], &["a unknown", "a_info gauge"]);
}

#[test]
fn of_a_counter_and_an_info_of_one_name_the_first_keeps_it() {
    use Kind::{Counter, Info};
    assert_types(&[], &[("a_info", Info), ("a_total", Counter)], &["a info", "a_total unknown"]);
    assert_types(&[("a_total", Counter)], &[("a_info", Info)], &["a_info unknown", "a counter"]);
}

#[test]
fn a_counter_that_is_called_as_a_sample_keeps_its_ending() {
    use Kind::{Counter, Histogram, Summary};
    assert_types(&[], &[("a", Summary), ("a_count_total", Counter)], &["a summary", "a_count_total unknown"]);
    assert_types(
        &[],
        &[("a", Histogram), ("a_created_total", Counter)],
        &["a histogram", "a_created_total unknown"],
    );
}

#[test]
fn a_histogram_whose_samples_are_called_as_another_family_is_left_out() {
    let families = &[
        ("a_count", Kind::Gauge),
        ("a", Kind::Histogram),
        ("b", Kind::Histogram),
        ("b_bucket", Kind::Gauge),
    ];
    let (registry, page) = open_metrics(&[], families);
    assert!(
        page.contains("# TYPE b histogram\n")
            && !page.contains("b_bucket gauge")
            && !page.contains("# TYPE a ")
    );
    assert!(page.contains("tickmark_collector_failures_total{collector=\"says\"} 2\n"), "{page}");
    assert_sound(&registry);
}

#[test]
fn a_sample_that_says_when_a_histogram_began_gives_way() {
    let (_, page) = open_metrics(&[], &[("a", Kind::Histogram), ("a_created", Kind::Gauge)]);
    assert_eq!(page.matches("a_created 1").count(), 1, "{page}");
    assert!(page.contains("# TYPE a_created gauge\n"), "{page}");
}

#[test]
fn families_of_the_registry_about_itself_give_way_too() {
    assert_types(&[], &[("tickmark_collector_failures", Kind::Gauge)], &[]);
    let (_, page) = open_metrics(&[], &[("tickmark_collector_failures", Kind::Gauge)]);
    assert!(page.contains("# TYPE tickmark_collector_failures_total unknown\n"), "{page}");
}

#[test]
fn names_that_are_one_when_they_are_escaped_are_one() {
    let (registry, page) = open_metrics(
        &[],
        &[("a.b", Kind::Gauge), ("a_b", Kind::Gauge), ("a b_count", Kind::Gauge), ("a.b", Kind::Summary)],
    );
    assert!(page.contains("tickmark_collector_failures_total{collector=\"says\"} 2\n"), "{page}");
    assert_sound(&registry);
}
