//! `testing::lint`: habits of names, in what is declared and in what collectors bring.

use std::sync::Arc;

use expect_test::expect;
use tickmark::{
    Collect, Counter, FamilyMeta, Gauge, Histogram, Kind, LabelsBuf, Registry, Sink,
    testing::{self, Rule, with_registry},
    timed,
};

/// Families with all the habits that nobody checks at compile time.
struct Foreign;

impl Collect for Foreign {
    fn collect(&self, sink: &mut dyn Sink) {
        let labels = LabelsBuf::new().with("userId", "7");
        sink.family(&FamilyMeta::new("diskFree_megabytes", Kind::Gauge, "Free."));
        sink.gauge(labels.as_labels(), 1.0);
        sink.family(&FamilyMeta::new("job:requests", Kind::Counter, ""));
        sink.counter(LabelsBuf::new().as_labels(), &1_u64.into());
        sink.family(&FamilyMeta::new("open_gauge", Kind::Gauge, "Open."));
        sink.gauge(LabelsBuf::new().with("le", "1").as_labels(), 1.0);
        sink.family(&FamilyMeta::new("queue_count", Kind::Gauge, "Queue."));
        sink.gauge(LabelsBuf::new().as_labels(), 1.0);
        sink.family(&FamilyMeta::new("wait_ms", Kind::Unknown, "Wait."));
        sink.unknown(LabelsBuf::new().as_labels(), 1.0);
    }
}

#[test]
fn each_habit_of_a_collector_is_told_with_what_to_write() {
    let registry = Registry::new();
    registry.attach(Foreign);
    let lints: Vec<_> = testing::lint(&registry).iter().map(ToString::to_string).collect();
    expect![[r#"
        `diskFree_megabytes`: sizes are in the base unit: record bytes and write `_bytes` (unit)
        `diskFree_megabytes`: names are in `snake_case`: write small letters, with `_` between the words (camel_case)
        `diskFree_megabytes`: the label `userId`: names are in `snake_case`: write small letters, with `_` between the words (camel_case)
        `job:requests`: there is no help text: say in a sentence what it counts (help)
        `job:requests`: the name of a counter ends in `_total`: write it like `shop_orders_total` (total)
        `job:requests`: colons are for the names of recording rules: write `_` instead (colon)
        `open_gauge`: the page says of what kind it is: leave the kind out of the name (type_in_name)
        `open_gauge`: the label `le`: `le` is the label that histograms add themselves: choose another name (reserved_label)
        `queue_count`: `_count` and `_sum` are what histograms and summaries add to their names: end this one differently (reserved_suffix)
        `wait_ms`: units are written out, and times are in seconds: write `_seconds` (unit_abbreviation)"#]].assert_eq(&lints.join("\n"));
}

#[test]
fn what_is_declared_soundly_is_not_linted() {
    #[timed(counted, in_flight(high_water))]
    fn pack() {}

    let registry = Registry::new();
    with_registry(&registry, pack);
    registry.register("lint_orders_total", "Orders.", Arc::new(Counter::new())).expect("the name is free");
    registry
        .register("lint_size_bytes", "Sizes.", Arc::new(Histogram::with_buckets(&[1.0])))
        .expect("the name is free");
    registry.register("lint_orders_total", "Others.", Arc::new(Counter::new())).expect_err("it is taken");
    assert_eq!(testing::lint(&registry), []);
}

#[test]
fn a_lint_says_what_it_is_about() {
    let registry = Registry::new();
    registry.register("lint_uptime_days", "Uptime.", Arc::new(Gauge::new())).expect("the name is free");
    let lints = testing::lint(&registry);
    assert_eq!(lints.len(), 1);
    assert_eq!(
        (lints[0].family(), lints[0].rule(), lints[0].label()),
        ("lint_uptime_days", Rule::Unit, None)
    );
    assert_eq!((lints[0].rule().as_str(), lints[0].advice().is_empty()), ("unit", false));
}
