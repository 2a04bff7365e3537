//! By hand: what is kept, for how long, and what is not.

use std::{sync::Arc, time::Duration};

use tickmark::{
    Counter, Exemplar, Family, FloatCounter, Histogram, LabelSet, NativeHistogram, Registry, RemovableFamily,
    Seconds, Timestamp, testing::FakeClock,
};

use crate::seen::Seen;

#[derive(LabelSet)]
struct Tenant {
    tenant: &'static str,
}

fn said(exemplar: Option<Exemplar>) -> String {
    exemplar.map_or_else(String::new, |exemplar| exemplar.labels().as_str().to_owned())
}

#[test]
fn every_kind_that_may_have_exemplars_shows_them() {
    let before = Timestamp::now();
    let registry = Registry::new();
    let counter = Arc::new(Counter::new());
    let amount: Arc<FloatCounter<Seconds>> = Arc::new(FloatCounter::in_unit());
    let histogram = Arc::new(Histogram::with_buckets(&[1.0, 2.0]));
    let native = Arc::new(NativeHistogram::new());
    registry.register("counts_total", "Counts.", counter.clone()).expect("it is the only one");
    registry.register("worked_seconds_total", "Amounts.", amount.clone()).expect("it is the only one");
    registry.register("lengths", "Lengths.", histogram.clone()).expect("it is the only one");
    registry.register("weights", "Weights.", native.clone()).expect("it is the only one");

    counter.inc_with_exemplar([("id", "a")]);
    amount.inc_by_with_exemplar(Duration::from_millis(1_500), [("id", "b")]);
    histogram.observe_with_exemplar(2.0, [("id", "c")]);
    histogram.observe_with_exemplar(7.0, [("id", "d")]);
    native.observe_with_exemplar(0.3, [("id", "e")]);

    let seen = Seen::of(&registry);
    let expected = [
        (["counts_total{", "}"], "a", 1.0),
        (["worked_seconds_total{", "}"], "b", 1.5),
        (["lengths{", "le=2"], "c", 2.0),
        (["lengths{", "le=+Inf"], "d", 7.0),
        (["weights{", "}"], "e", 0.3),
    ];
    for (name, id, value) in expected {
        let exemplar = seen.find(&name).unwrap_or_else(|| panic!("none of {name:?}"));
        let labels = format!("id=\"{id}\"");
        assert_eq!((exemplar.labels().as_str(), exemplar.value()), (labels.as_str(), value));
        assert!(exemplar.time().is_some_and(|time| time >= before && time <= Timestamp::now()));
    }
    assert_eq!((counter.get(), histogram.count(), native.count()), (1, 2, 1));
}

#[test]
fn an_exemplar_by_hand_stays_for_seven_seconds() {
    let (clock, counter) = (FakeClock::install(), Counter::new());
    for (seconds, id, expected) in [(0, "1", "1"), (6, "2", "1"), (2, "3", "3")] {
        clock.advance(Duration::from_secs(seconds));
        counter.inc_with_exemplar([("id", id)]);
        assert_eq!(said(counter.exemplar()), format!("id=\"{expected}\""));
    }
    assert_eq!(counter.get(), 3);
}

#[test]
fn a_timer_is_observed_with_an_exemplar_of_its_duration() {
    let (clock, histogram) = (FakeClock::install(), Histogram::new());
    let timer = histogram.start_timer();
    clock.advance(Duration::from_millis(300));
    timer.finish_with_exemplar([("id", "1")]);
    let exemplars = histogram.exemplars();
    assert_eq!((exemplars.len(), exemplars[0].value(), histogram.count()), (1, 0.3, 1));
}

#[test]
fn what_no_page_could_show_is_counted_on_the_page() {
    let registry = Registry::new();
    let orders: Arc<Family<Tenant, Counter>> = Arc::new(Family::new());
    registry.register("orders_total", "Orders.", orders.clone()).expect("it is the only one");
    assert!(!registry.encode().contains("tickmark_exemplars_refused_total"));

    let long = "x".repeat(127);
    orders.with(Tenant { tenant: "a" }).inc_with_exemplar([("id", &long)]);
    orders.with(Tenant { tenant: "b" }).inc_with_exemplar([("id", "1"), ("id", "2")]);
    orders.with(Tenant { tenant: "b" }).inc_with_exemplar([("", "1")]);

    let page = registry.encode();
    assert!(page.contains(r#"tickmark_exemplars_refused_total{family="orders_total"} 3"#), "{page}");
    assert!(page.contains(r#"orders_total{tenant="b"} 2"#), "{page}");
    assert!(Seen::of(&registry).exemplars.is_empty());
}

#[test]
fn what_a_counter_refuses_leaves_no_exemplar() {
    let counter = FloatCounter::new();
    counter.inc_by_with_exemplar(-1.0, [("id", "1")]);
    counter.inc_by_with_exemplar(f64::NAN, [("id", "2")]);
    assert_eq!(counter.exemplar(), None);
}

#[test]
fn a_series_that_comes_back_shows_nothing_of_what_it_was() {
    let registry = Registry::new();
    let family: Arc<RemovableFamily<Tenant, Counter>> = Arc::new(RemovableFamily::new());
    registry.register("visits_total", "Visits.", family.clone()).expect("it is the only one");
    // Enough of them for slots to be used again.
    for round in 0..200 {
        let series = family.with(Tenant { tenant: "a" });
        assert_eq!(series.exemplar(), None, "{round}");
        series.inc_with_exemplar([("id", round.to_string())]);
        assert_eq!(said(series.exemplar()), format!("id=\"{round}\""));
        drop(series);
        assert!(family.remove(Tenant { tenant: "a" }));
        family.with(Tenant { tenant: "b" }).inc();
        assert!(Seen::of(&registry).exemplars.is_empty(), "{round}");
        assert!(family.remove(Tenant { tenant: "b" }));
    }
}

#[test]
fn a_removable_histogram_records_with_exemplars_too() {
    let family: RemovableFamily<Tenant, Histogram> = RemovableFamily::with_buckets(&[1.0]);
    let series = family.with(Tenant { tenant: "a" });
    series.observe_with_exemplar(0.5, [("id", "1")]);
    series.observe_with_exemplar(1.5, [("id", "2")]);
    assert_eq!(series.exemplars().iter().map(Exemplar::value).collect::<Vec<_>>(), [0.5, 1.5]);
}
