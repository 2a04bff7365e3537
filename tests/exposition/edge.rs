//! What is long, many, or nothing.

use std::sync::Arc;

use tickmark::{
    Counter, Family, FamilyMeta, Histogram, Kind, LabelSet, LabelsBuf, NativeHistogram, Registry, Summary,
    exposition::{Encoder, Escaping, Format, parse},
};

use super::{assert_sound, bytes, message::delimited, page, registry_of, text_encoders};

#[derive(LabelSet)]
struct Name<'a> {
    name: &'a str,
}

#[test]
fn labels_are_as_long_as_they_are() {
    let long = |length: usize| format!("{length}{}", "é\"\\\n".repeat(length / 5));
    let lengths = [65_534, 65_535, 65_536, 70_000, 1_000_000];
    let registry = registry_of(move |sink| {
        sink.family(&FamilyMeta::new("a_total", Kind::Counter, "A."));
        for (length, count) in lengths.into_iter().zip(1_u64..) {
            sink.counter(LabelsBuf::new().with("name", &long(length)).as_labels(), &count.into());
        }
    });
    assert_sound(&registry);
    let page = page(&registry, Encoder::new(Format::OpenMetrics1_0_0));
    let read = parse(&page, Format::OpenMetrics1_0_0).expect("it is sound");
    let samples = &read.family("a").expect("it is there").samples;
    assert_eq!(samples.len(), lengths.len());
    for (length, count) in lengths.into_iter().zip(1_u32..) {
        let sample = samples.iter().find(|sample| sample.label("name") == Some(&long(length)));
        assert_eq!(sample.map(|sample| sample.value.value()), Some(f64::from(count)));
    }
}

#[test]
fn a_series_whose_label_is_too_long_for_a_family_is_counted_elsewhere() {
    let (registry, counters) = (Registry::new(), Arc::new(Family::<Name<'static>, Counter>::new()));
    registry.register("a_total", "A.", counters.clone()).expect("the name is free");
    for length in [1, 65_535, 65_536, 200_000] {
        counters.with(Name { name: &"x".repeat(length) }).inc();
    }
    let page = page(&registry, Encoder::new(Format::Text0_0_4));
    let read = parse(&page, Format::Text0_0_4).expect("it is sound");
    let total: f64 =
        read.family("a_total").expect("it is there").samples.iter().map(|sample| sample.value.value()).sum();
    assert_eq!(total.to_string(), "4");
    assert_sound(&registry);
}

#[test]
fn labels_are_as_many_as_they_are() {
    let registry = registry_of(|sink| {
        let labels = |last: u32| {
            (0..100)
                .fold(LabelsBuf::new(), |labels, at| labels.with(&format!("l{at}"), &(at * last).to_string()))
        };
        sink.family(&FamilyMeta::new("a", Kind::Gauge, "A."));
        sink.gauge(labels(1).as_labels(), 1.0);
        sink.gauge(labels(2).as_labels(), 2.0);
    });
    assert_sound(&registry);
    for (name, format, _, encoder) in text_encoders() {
        let page = page(&registry, encoder);
        let read = parse(&page, format).expect("it is sound");
        let samples = &read.families[0].samples;
        assert_eq!(
            samples.iter().map(|sample| sample.labels.len()).collect::<Vec<_>>(),
            [100, 100],
            "{name}"
        );
        assert_eq!(samples[1].label("l99"), Some("198"), "{name}");
    }
    let page = bytes(&registry, Encoder::new(Format::Protobuf));
    let metrics = delimited(&page)[0].messages(4);
    assert_eq!(metrics.iter().map(|metric| metric.messages(1).len()).collect::<Vec<_>>(), [100, 100]);
}

/// A registry with families of every kind that have no series.
fn empty() -> Registry {
    let registry = Registry::new();
    let add = |result: Result<(), tickmark::Problem>| result.expect("the name is free");
    add(registry.register("a_total", "A.", Arc::new(Family::<Name<'static>, Counter>::new())));
    add(registry.register("b_seconds", "B.", Arc::new(Family::<Name<'static>, Histogram>::new())));
    add(registry.register("c", "C.", Arc::new(Family::<Name<'static>, Summary>::new())));
    add(registry.register("d_seconds", "D.", Arc::new(Family::<Name<'static>, NativeHistogram>::new())));
    registry
}

#[test]
fn a_family_without_series_is_announced() {
    let text = page(&empty(), Encoder::new(Format::Text0_0_4));
    let expected = "# HELP a_total A.\n# TYPE a_total counter\n# HELP b_seconds B.\n# TYPE b_seconds histogram\n\
         # HELP c C.\n# TYPE c summary\n# HELP d_seconds D.\n# TYPE d_seconds histogram\n";
    assert!(text.starts_with(expected), "{text}");
    let open_metrics = page(&empty(), Encoder::new(Format::OpenMetrics1_0_0));
    assert!(
        open_metrics.starts_with("# TYPE a counter\n# HELP a A.\n# TYPE b_seconds histogram\n"),
        "{open_metrics}"
    );
    assert_sound(&empty());
    let page = bytes(&empty(), Encoder::new(Format::Protobuf));
    let messages = delimited(&page);
    assert_eq!(messages.iter().map(|message| message.messages(4).len()).collect::<Vec<_>>(), [0, 0, 0, 0, 4]);
    assert_eq!(messages[0].text(1), Some("a_total"));
}

#[test]
fn a_registry_without_families_is_a_page() {
    let page = |format| bytes(&Registry::new(), Encoder::new(format).escaping(Escaping::AllowUtf8));
    assert_eq!(page(Format::Text1_0_0), b"");
    assert_eq!(page(Format::OpenMetrics1_0_0), b"# EOF\n");
    assert_eq!(page(Format::Protobuf), b"");
}
