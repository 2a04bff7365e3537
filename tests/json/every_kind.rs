//! The metrics of a program on its page of JSON.

use std::sync::Arc;

use serde_json::{Value, json};
use tickmark::{
    Counter, Family, FloatCounter, Gauge, GaugeFn, Histogram, Info, LabelSet, Metrics, NativeHistogram,
    Registry, Seconds, StateSet, Summary, UpDown,
};

use super::{family, page_of};

#[derive(Clone, Copy, StateSet)]
enum Door {
    Closed,
    Open,
}

#[derive(Info)]
struct About {
    version: &'static str,
}

#[derive(LabelSet)]
struct To<'a> {
    town: &'a str,
}

/// One of each.
#[derive(Metrics)]
#[metrics(prefix = "json")]
struct Every {
    /// Counts.
    came_total: Counter,
    /// Counts in fractions.
    worked_total: FloatCounter,
    /// Is set.
    stock: Gauge,
    /// Goes up and down.
    guests: UpDown,
    /// Observes.
    #[metric(buckets = [0.5, 1.0])]
    packing: Histogram<Seconds>,
    /// Observes finely.
    cooking: NativeHistogram<Seconds>,
    /// Knows sum and count.
    walking: Summary<Seconds>,
    /// Says something.
    about: Info<About>,
    /// Is in a state.
    door: StateSet<Door>,
    /// Has labels.
    sent_total: Family<To<'static>, Counter>,
}

fn every() -> Registry {
    let registry = Registry::new();
    let every = Every::register(&registry).expect("the names are free");
    every.came_total.inc_by(3);
    every.worked_total.inc_by(0.5);
    every.stock.set(-2.5);
    every.guests.inc();
    for seconds in [0.25, 2.0] {
        every.packing.observe(Seconds(seconds));
        every.cooking.observe(Seconds(seconds));
    }
    every.cooking.observe(Seconds(f64::NAN));
    every.walking.observe(Seconds(1.5));
    every.about.set(About { version: "1.2" });
    every.door.set(Door::Closed);
    every.door.set(Door::Open);
    every.sent_total.with(To { town: "\"Ulm\"\n" }).inc();
    registry.register("json_asked", "Is asked.", Arc::new(GaugeFn::new(|| 7.0))).expect("the name is free");
    registry
}

#[test]
fn every_metric_is_on_the_page_with_its_kind_and_its_value() {
    let page = page_of(&every());
    for (name, kind, series) in [
        ("json_came_total", "counter", json!({ "labels": {}, "value": 3 })),
        ("json_worked_total", "counter", json!({ "labels": {}, "value": 0.5 })),
        ("json_stock", "gauge", json!({ "labels": {}, "value": -2.5 })),
        ("json_guests", "gauge", json!({ "labels": {}, "value": 1 })),
        ("json_asked", "gauge", json!({ "labels": {}, "value": 7 })),
        (
            "json_packing_seconds",
            "histogram",
            json!({ "labels": {}, "count": 2, "sum": 2.25, "buckets": [
                { "le": 0.5, "count": 1 }, { "le": 1, "count": 1 }, { "le": "+Inf", "count": 2 },
            ] }),
        ),
        ("json_walking_seconds", "summary", json!({ "labels": {}, "count": 1, "sum": 1.5, "quantiles": [] })),
        ("json_about_info", "info", json!({ "labels": { "version": "1.2" } })),
        ("json_door", "state_set", json!({ "labels": {}, "states": { "closed": false, "open": true } })),
        ("json_sent_total", "counter", json!({ "labels": { "town": "\"Ulm\"\n" }, "value": 1 })),
    ] {
        let family = family(&page, name).unwrap_or_else(|| panic!("`{name}` is not there: {page:#}"));
        let mut found = family["series"][0].clone();
        let created = found.as_object_mut().expect("a series is an object").remove("created");
        // In seconds it would be long ago.
        let is_late = |created: &Value| created.as_u64().is_some_and(|time| time > 1_000_000_000_000);
        assert!(created.as_ref().is_none_or(is_late), "{name}: {created:?}");
        assert!(created.is_some() || !["histogram", "summary"].contains(&kind), "{name}");
        assert_eq!((&family["kind"], &found), (&json!(kind), &series), "{name}");
    }
}

#[test]
fn a_native_histogram_has_its_buckets() {
    let page = page_of(&every());
    let cooking = &family(&page, "json_cooking_seconds").expect("it is there")["series"][0];
    assert_eq!((&cooking["count"], &cooking["not_a_number"]), (&json!(3), &json!(1)));
    assert_eq!((&cooking["schema"], &cooking["sum"]), (&json!(3), &json!("NaN")));
    assert_eq!((&cooking["positive"], &cooking["negative"]), (&json!([[-16, 1], [8, 1]]), &json!([])));
}

#[test]
fn a_family_says_its_unit_its_help_and_where_it_is_declared() {
    let page = page_of(&every());
    let packing = family(&page, "json_packing_seconds").expect("it is there");
    assert_eq!((&packing["unit"], &packing["help"]), (&json!("seconds"), &json!("Observes.")));
    assert_eq!(packing["declared"]["file"], file!());
    let declared = include_str!("every_kind.rs").lines().position(|line| line.contains("packing: Histogram"));
    assert_eq!(packing["declared"]["line"], json!(declared.map(|before| before + 1)));
}

#[test]
fn a_family_without_a_unit_has_none() {
    let page = page_of(&every());
    assert_eq!(family(&page, "json_stock").and_then(|family| family.get("unit")), None);
}
