use std::sync::Arc;

use proptest::prelude::*;

use crate::{
    Collect, Counter, FamilyMeta, Gauge, Histogram, Kind, Labels, LabelsBuf, Registry, Sink, SummaryValue,
};

#[test]
fn a_histogram_is_written_cumulative_with_sum_and_count() {
    let sizes = Arc::new(Histogram::with_buckets(&[0.5, 1.0]));
    let registry = Registry::new();
    registry.register("size_bytes", "Size.", sizes.clone()).expect("the name is free");
    for value in [0.25, 0.5, 0.75, 4.0] {
        sizes.observe(value);
    }
    assert_eq!(
        registry.encode(),
        "# HELP size_bytes Size.\n\
         # TYPE size_bytes histogram\n\
         size_bytes_bucket{le=\"0.5\"} 2\n\
         size_bytes_bucket{le=\"1\"} 3\n\
         size_bytes_bucket{le=\"+Inf\"} 4\n\
         size_bytes_sum 5.5\n\
         size_bytes_count 4\n"
    );
}

#[test]
fn help_with_line_feeds_and_backslashes_stays_on_its_line() {
    let registry = Registry::new();
    registry
        .register("a_total", "one\ntwo \\ \"three\"", Arc::new(Counter::new()))
        .expect("the name is free");
    assert!(registry.encode().starts_with("# HELP a_total one\\ntwo \\\\ \"three\"\n# TYPE"));
}

#[test]
fn numbers_are_written_as_the_format_wants_them() {
    for (value, expected) in [
        (0.0, "0"),
        (-1.5, "-1.5"),
        (1e9, "1000000000"),
        (f64::NAN, "NaN"),
        (f64::INFINITY, "+Inf"),
        (f64::NEG_INFINITY, "-Inf"),
    ] {
        let gauge = Arc::new(Gauge::new());
        gauge.set(value);
        let registry = Registry::new();
        registry.register("value", "Value.", gauge).expect("the name is free");
        assert!(registry.encode().ends_with(&format!("\nvalue {expected}\n")), "{}", registry.encode());
    }
}

#[test]
fn families_are_in_the_order_of_their_names_wherever_they_come_from() {
    struct Attached;
    impl Collect for Attached {
        fn collect(&self, sink: &mut dyn Sink) {
            sink.family(&FamilyMeta::new("b", Kind::Summary, "B."));
            sink.summary(LabelsBuf::new().as_labels(), &SummaryValue::new(&[(0.5, 1.25)], 3.0, 2));
            sink.family(&FamilyMeta::new("z", Kind::Unknown, "Z."));
            sink.unknown(LabelsBuf::new().with("k", "v").as_labels(), 7.0);
        }

        fn name(&self) -> &'static str {
            "it"
        }
    }
    let registry = Registry::new();
    registry.attach(Attached);
    registry.register("c", "C.", Arc::new(Gauge::new())).expect("the name is free");
    registry.register("a", "A.", Arc::new(Gauge::new())).expect("the name is free");
    let page = registry.encode();
    let page: Vec<&str> = page.lines().filter(|line| !line.contains("_duration_")).collect();
    assert_eq!(
        page.join("\n"),
        "# HELP a A.\n# TYPE a gauge\na 0\n\
         # HELP b B.\n# TYPE b summary\nb{quantile=\"0.5\"} 1.25\nb_sum 3\nb_count 2\n\
         # HELP c C.\n# TYPE c gauge\nc 0\n\
         # HELP tickmark_collector_failures_total Families of attached collectors left out: the collector panicked, or the name is taken or not one.\n\
         # TYPE tickmark_collector_failures_total counter\ntickmark_collector_failures_total{collector=\"it\"} 0\n\
         # HELP z Z.\n# TYPE z untyped\nz{k=\"v\"} 7"
    );
}

proptest! {
    #[test]
    fn any_label_value_and_number_come_back_from_the_page(value in any::<String>(), number in any::<f64>()) {
        struct One(String, f64);
        impl Collect for One {
            fn collect(&self, sink: &mut dyn Sink) {
                sink.family(&FamilyMeta::new("x", Kind::Gauge, "X."));
                sink.gauge(LabelsBuf::new().with("a", &self.0).with("b", "2").as_labels(), self.1);
            }
        }
        let registry = Registry::new();
        registry.attach(One(value.clone(), number));
        let page = registry.encode();
        let line = page.lines().find(|line| line.starts_with("x{")).expect("the series is on one line");
        let (labels, written) = line.rsplit_once("} ").expect("labels, then the number");
        let read: Vec<_> = Labels::from_text(&labels["x{".len()..]).iter().map(|(_, value)| value).collect();
        // An empty value is no label.
        let expected: Vec<_> = [&*value, "2"].into_iter().filter(|value| !value.is_empty()).collect();
        prop_assert_eq!(read, expected);
        let written: f64 = written.parse().expect("a number");
        prop_assert!(written.total_cmp(&number).is_eq() || (written.is_nan() && number.is_nan()));
    }
}
