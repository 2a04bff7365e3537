//! Labels that are the same on every series.

use std::sync::Arc;

use tickmark::{
    Config, Counter, CounterFn, Family, Gauge, Histogram, Info, LabelSet, LabelValue, Metrics, Registry,
    StateSet, Summary,
};

use super::alone;
use crate::page::Page;

#[derive(LabelSet)]
struct Region<'a> {
    region: &'a str,
}

#[derive(LabelSet)]
struct Shelf<'a> {
    shelf: &'a str,
}

#[derive(LabelValue)]
enum Door {
    Open,
    Shut,
}

const HOSTILE: &str = "a \"b\" \\ \n é";

/// A label on each series of every kind.
#[derive(Metrics)]
#[metrics(prefix = "constant", labels(of_struct = HOSTILE))]
struct EveryKind {
    /// A counter.
    #[metric(labels(of_field = "f"))]
    orders_total: Counter,
    /// A gauge.
    level: Gauge,
    /// A histogram.
    #[metric(buckets = [1.0])]
    sizes: Histogram,
    /// A summary.
    weights: Summary,
    /// An info.
    shelf_info: Info<Shelf<'static>>,
    /// States.
    door: StateSet<Door>,
    /// A family.
    taken_total: Family<Shelf<'static>, Counter>,
    /// Asked.
    #[metric(read = || 3)]
    asked_total: CounterFn,
}

#[test]
fn labels_of_the_struct_are_on_every_series_of_every_kind() {
    let (all, registry) = alone::<EveryKind>();
    all.shelf_info.set(Shelf { shelf: "top" });
    all.taken_total.with(Shelf { shelf: "top" }).inc();
    let page = Page::of(&registry);
    assert!(page.samples().count() > 10);
    for sample in page.samples().filter(|sample| sample.name.starts_with("constant_")) {
        assert_eq!(sample.label("of_struct"), Some(HOSTILE), "{sample}");
    }
    let own = ("of_struct", HOSTILE);
    for (name, label, value) in [
        ("constant_orders_total", ("of_field", "f"), 0.0),
        ("constant_sizes_bucket", ("le", "1"), 0.0),
        ("constant_shelf_info", ("shelf", "top"), 1.0),
        ("constant_door", ("constant_door", "shut"), 0.0),
        ("constant_taken_total", ("shelf", "top"), 1.0),
    ] {
        assert_eq!(page.value(name, &[own, label]), Some(value), "{name}");
    }
    assert_eq!(page.count("constant_asked_total", &[own]), Some(3));
}

/// One inside the other.
#[derive(Metrics)]
#[metrics(labels(of_outer = "1"))]
struct Outer {
    #[metric(labels(of_group = "2"))]
    ordered: Inner,
}

#[derive(Metrics)]
#[metrics(labels(of_inner = "3"))]
struct Inner {
    /// How many there are.
    #[metric(labels(of_field = "4"))]
    level: Family<Shelf<'static>, Gauge>,
}

#[test]
fn labels_stand_in_order_from_the_outside_to_the_inside_those_of_the_configuration_first() {
    let registry = Registry::with_config(Config::new().label("of_config", "0"));
    let outer = Outer::register(&registry).expect("the name is free");
    outer.ordered.level.with(Shelf { shelf: "5" }).set(6.0);
    let expected = "\nordered_level{of_config=\"0\",of_outer=\"1\",of_group=\"2\",of_inner=\"3\",of_field=\"4\",shelf=\"5\"} 6\n";
    let page = registry.encode();
    assert!(page.contains(expected), "{page}");
}

/// What is said inside is said outside, too.
#[derive(Debug, Metrics)]
struct Repeats {
    #[metric(labels(shelf = "x"))]
    repeated: Repeated,
}

#[derive(Debug, Metrics)]
struct Repeated {
    /// By shelf.
    by_total: Family<Shelf<'static>, Counter>,
    /// Not by shelf.
    not_total: Counter,
}

#[test]
fn a_label_of_a_group_that_a_metric_in_it_has_itself_is_refused() {
    let registry = Registry::new();
    let problems = Repeats::register(&registry).expect_err("the label is there twice");
    assert!(problems.to_string().contains("each label is there once: rename one of the two"), "{problems}");
    assert_eq!(registry.encode(), "", "all or nothing");
}

/// One label, once a constant and once not.
#[derive(Debug, Metrics)]
#[metrics(prefix = "mixed")]
struct Mixed {
    /// Orders.
    #[metric(name = "orders_total", labels(region = "eu"))]
    of_eu: Counter,
    /// Orders.
    orders_total: Family<Region<'static>, Counter>,
}

#[test]
fn a_label_is_a_constant_in_all_series_of_a_family_or_in_none() {
    let problems = Mixed::register(&Registry::new());
    let problems = problems.expect_err("both could have the series of one region");
    assert!(problems.to_string().contains("different labels"), "{problems}");
}

#[test]
fn a_label_of_the_configuration_yields_to_one_of_the_family() {
    #[derive(Metrics)]
    #[metrics(prefix = "yields")]
    struct Yields {
        /// Its own.
        by_total: Family<Region<'static>, Counter>,
        /// What is known of it.
        known_info: Info<Region<'static>>,
        /// A constant.
        #[metric(labels(region = "constant"))]
        constant: Gauge,
        /// None of its own.
        none: Gauge,
        /// Its own is its name.
        door: StateSet<Door>,
    }

    let config = Config::new().label("region", "config").label("yields_door", "ajar");
    let registry = Registry::with_config(config);
    let metrics = Yields::register(&registry).expect("the names are free");
    metrics.by_total.with(Region { region: "own" }).inc();
    metrics.door.set(Door::Shut);
    metrics.known_info.set(Region { region: "" });
    let page = Page::of(&registry);
    let door = ("yields_door", "ajar");
    assert_eq!(page.count("yields_by_total", &[("region", "own"), door]), Some(1));
    assert_eq!(page.value("yields_known_info", &[door]), Some(1.0), "it is known to have none");
    assert_eq!(page.value("yields_constant", &[("region", "constant"), door]), Some(0.0));
    assert_eq!(page.value("yields_none", &[("region", "config"), door]), Some(0.0));
    assert_eq!(page.value("yields_door", &[("region", "config"), ("yields_door", "shut")]), Some(1.0));
}

#[derive(LabelSet)]
struct OfDoor<'a> {
    door: &'a str,
}

#[test]
fn a_state_set_has_no_other_label_of_its_name() {
    let registry = Registry::new();
    let family: Arc<Family<OfDoor<'static>, StateSet<Door>>> = Arc::default();
    let problem = registry.register("door", "Doors.", family.clone()).expect_err("each state has that label");
    assert!(problem.to_string().contains("the label of its states"), "{problem}");
    registry.register("doors", "Doors.", family.clone()).expect("it has another name");
    family.with(OfDoor { door: "front" }).set(Door::Open);
    let labels = [("door", "front"), ("doors", "open")];
    assert_eq!(Page::of(&registry).value("doors", &labels), Some(1.0));
}

#[test]
fn the_name_of_a_state_set_can_be_a_label() {
    for name in ["le", "quantile", "__door"] {
        let problem = Registry::new().register(name, "D.", StateSet::<Door>::new()).expect_err(name);
        assert!(problem.to_string().contains("label"), "{problem}");
    }
}
