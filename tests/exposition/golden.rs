//! One registry in every format.

use std::sync::Arc;

use expect_test::{ExpectFile, expect_file};
use tickmark::{
    Buckets, Counter, CounterValue, Exemplar, Family, FamilyMeta, HistogramValue, Kind, LabelSet, LabelsBuf,
    Registry, Sink, StateSetValue, SummaryValue, Timestamp,
    exposition::{Encoder, Format},
};

use super::{Says, errors, page, text_encoders};

#[derive(LabelSet)]
struct PaidBy<'a> {
    paid_by: &'a str,
}

/// Families of the registry's own, and those of a collector.
pub(super) fn shop() -> Registry {
    let registry = Registry::new();
    let sales = Arc::new(Family::<PaidBy<'static>, Counter>::new());
    sales.with(PaidBy { paid_by: "card" }).inc_by(3);
    sales.with(PaidBy { paid_by: "\"cash\"\n\\" }).inc();
    registry.register("shop_sales_total", "Sales, \"paid\".\nOrders: \\.", sales).expect("the name is free");
    registry.register("shop_visits_total", "", Arc::new(Counter::new())).expect("the name is free");
    registry.attach(Says(numbers));
    registry.attach(Says(distributions));
    registry.attach(Says(states));
    registry
}

fn family(sink: &mut dyn Sink, name: &str, kind: Kind, help: &str) {
    sink.family(&FamilyMeta::new(name, kind, help));
}

fn label(name: &str, value: &str) -> LabelsBuf {
    LabelsBuf::new().with(name, value)
}

fn exemplar(labels: LabelsBuf, value: f64) -> Exemplar {
    Exemplar::new(labels, value).expect("it is short")
}

fn began() -> Option<Timestamp> {
    Some(Timestamp::from_milliseconds(1_700_000_000_250))
}

fn numbers(sink: &mut dyn Sink) {
    sink.family(&FamilyMeta::new("http.requests_total", Kind::Counter, "Requests.").with_unit("requests"));
    let seen = exemplar(label("trace.id", "4bf92f"), 1.0).at(Timestamp::from_milliseconds(1_700_000_001_000));
    let value = CounterValue::from(17_u64).with_created(began()).with_exemplar(Some(&seen));
    sink.counter(label("http.status", "200").with("größe", "\"é\"").as_labels(), &value);
    sink.counter(
        label("http.status", "500").as_labels(),
        &CounterValue::from(0.5).with_exemplar(Some(&exemplar(LabelsBuf::new(), 0.5))),
    );
    family(sink, "counter_without_ending", Kind::Counter, "A counter of another library.");
    sink.counter(LabelsBuf::new().as_labels(), &u64::MAX.into());
    sink.family(
        &FamilyMeta::new("oven_temperature_celsius", Kind::Gauge, "How warm it is.").with_unit("celsius"),
    );
    for (oven, value) in [("1", -1.5), ("2", f64::NAN), ("3", f64::INFINITY), ("4", -0.0), ("5", 1e300)] {
        sink.gauge(label("oven", oven).as_labels(), value);
    }
    family(sink, "nobody knows", Kind::Unknown, "Of no kind.");
    sink.unknown(LabelsBuf::new().as_labels(), f64::NEG_INFINITY);
    family(sink, "empty", Kind::Gauge, "No series.");
    family(sink, "taken_total", Kind::Counter, "A counter whose name another family has.");
    let value = CounterValue::from(1_u64).with_created(began()).with_exemplar(Some(&seen));
    sink.counter(LabelsBuf::new().as_labels(), &value);
    family(sink, "taken", Kind::Gauge, "That other one.");
    sink.gauge(LabelsBuf::new().as_labels(), 2.0);
}

fn distributions(sink: &mut dyn Sink) {
    sink.family(&FamilyMeta::new("packing_seconds", Kind::Histogram, "Time to pack.").with_unit("seconds"));
    let buckets = Buckets::new(&[0.00001, 0.5, 1.0, 2e6]);
    let exemplars = [(1, exemplar(label("trace_id", "a"), 0.25)), (4, exemplar(label("trace_id", "b"), 1e9))];
    let value =
        HistogramValue::new(&buckets, &[1, 2, 0, 0, 4], 1e9).with_created(began()).with_exemplars(&exemplars);
    sink.histogram(label("method", "by hand").as_labels(), &value);
    family(sink, "drift", Kind::Histogram, "Below zero, too.");
    sink.histogram(
        LabelsBuf::new().as_labels(),
        &HistogramValue::new(&Buckets::new(&[-1.0, 0.0]), &[1, 1, 1], -3.0),
    );
    family(sink, "lost", Kind::Histogram, "With what was not a number.");
    sink.histogram(
        LabelsBuf::new().as_labels(),
        &HistogramValue::new(&Buckets::new(&[1.0]), &[0, 1], f64::NAN),
    );
    family(sink, "queue.length", Kind::GaugeHistogram, "Of queues that are there now.");
    let exemplars = [(0, exemplar(label("queue", "q"), -1.0).at(Timestamp::from_milliseconds(5)))];
    let buckets = Buckets::new(&[-0.5, 10.0]);
    let value = HistogramValue::new(&buckets, &[1, 0, 2], -7.0).with_exemplars(&exemplars);
    sink.gauge_histogram(label("shop", "a").as_labels(), &value);
    sink.gauge_histogram(
        label("shop", "b").as_labels(),
        &HistogramValue::new(&buckets, &[0, 0, 0], f64::NAN),
    );
    family(sink, "waiting_seconds", Kind::Summary, "Time in the queue.");
    let quantiles = [(0.0, 0.5), (0.5, f64::NAN), (0.999, -1.0), (1.0, 2.5)];
    sink.summary(
        label("till", "1").as_labels(),
        &SummaryValue::new(&quantiles, 9.0, 4).with_created(began()),
    );
    sink.summary(label("till", "2").as_labels(), &SummaryValue::new(&[], -9.0, 4));
}

fn states(sink: &mut dyn Sink) {
    family(sink, "build_info", Kind::Info, "What runs.");
    sink.info(label("version", "1.0.0").as_labels());
    family(sink, "target", Kind::Info, "Where.");
    sink.info(label("host.name", "till-1").as_labels());
    family(sink, "door.state", Kind::StateSet, "Whether the door is open.");
    sink.state_set(label("door", "1").as_labels(), &StateSetValue::new(&["open", "\"locked\""], 0b10));
    family(sink, "no_states", Kind::StateSet, "None there are.");
    sink.state_set(LabelsBuf::new().as_labels(), &StateSetValue::new(&[], 0));
}

/// Without what takes another time at every scrape.
fn without_times(page: &str) -> String {
    let lines = page
        .split_inclusive('\n')
        .filter(|line| !line.contains("tickmark") && !line.contains("_created{paid"));
    lines.filter(|line| !line.starts_with("shop_visits_created")).collect()
}

fn file(name: &str) -> ExpectFile {
    match name {
        "text_0_0_4" => expect_file!["golden/text_0_0_4.txt"],
        "open_metrics_0_0_1" => expect_file!["golden/open_metrics_0_0_1.txt"],
        "text_utf_8" => expect_file!["golden/text_utf_8.txt"],
        "open_metrics_utf_8" => expect_file!["golden/open_metrics_utf_8.txt"],
        "text_underscores" => expect_file!["golden/text_underscores.txt"],
        "open_metrics_underscores" => expect_file!["golden/open_metrics_underscores.txt"],
        "text_dots" => expect_file!["golden/text_dots.txt"],
        "open_metrics_dots" => expect_file!["golden/open_metrics_dots.txt"],
        "text_values" => expect_file!["golden/text_values.txt"],
        "open_metrics_values" => expect_file!["golden/open_metrics_values.txt"],
        "open_metrics_created" => expect_file!["golden/open_metrics_created.txt"],
        _ => panic!("there is no file for {name}"),
    }
}

#[test]
fn pages_are_as_they_were() {
    let registry = shop();
    for (name, format, _, encoder) in text_encoders() {
        let page = page(&registry, encoder);
        assert_eq!(errors(&page, format), [], "{name}:\n{page}");
        file(name).assert_eq(&without_times(&page));
    }
}

#[test]
fn versions_that_differ_in_names_only_are_the_same_where_names_are_escaped() {
    let registry = shop();
    let page = |format| without_times(&page(&registry, Encoder::new(format)));
    assert_eq!(page(Format::Text0_0_4), page(Format::Text1_0_0));
    assert_eq!(page(Format::OpenMetrics0_0_1), page(Format::OpenMetrics1_0_0));
}
