//! Names that two families can't both have.

use std::sync::Arc;

use tickmark::{
    Counter, Family, Gauge, Histogram, Info, LabelSet, Metrics, Problems, Registry, StateSet, Summary,
};

use super::{alone, families};
use crate::page::Page;

/// Two of the same, so that the second field clashes with the first.
#[derive(Debug, Metrics)]
struct Twins {
    /// It would have been added.
    before: Gauge,
    #[metric(prefix = "twin")]
    one: Twin,
    #[metric(prefix = "twin")]
    two: Twin,
}

#[derive(Debug, Metrics)]
struct Twin {
    /// What both count.
    total: Clashing,
}

#[derive(Debug, Metrics)]
struct Clashing {
    /// What both count.
    #[metric(name = "orders_total")]
    orders: Counter,
    /// What both measure.
    #[metric(name = "sizes")]
    sizes: Histogram,
}

fn texts(problems: &Problems) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_struct_whose_fields_clash_is_refused_as_a_whole_with_every_clash() {
    let registry = Registry::new();
    let problems = Twins::register(&registry).expect_err("both twins have the same names");
    let texts = texts(&problems);
    assert_eq!(texts.len(), 2, "{texts:?}");
    for (text, name) in texts.iter().zip(["twin_total_orders_total", "twin_total_sizes"]) {
        assert!(text.starts_with(&format!("`{name}` is registered already, by the same line ")), "{text}");
        assert_eq!(text.matches(file!()).count(), 1, "{text}");
    }
    assert_eq!(registry.encode(), "");
    registry.check().expect("a refusal is the answer, not a problem to be found later");
    // No name is taken by what was refused.
    registry.register("twin_total_sizes_count", "Free.", Gauge::new()).expect_err("it is no gauge's");
    registry.register("twin_total_orders_total", "Free.", Counter::new()).expect("the name is free");
    registry.register("before", "Free.", Gauge::new()).expect("the name is free");
}

#[derive(Debug, Metrics)]
#[metrics(prefix = "taken")]
struct Orders {
    /// Orders.
    orders_total: Counter,
    /// Sizes.
    sizes: Histogram,
}

#[test]
fn a_struct_of_which_one_name_is_taken_leaves_the_registry_as_it_was() {
    for taken in ["taken_orders_total", "taken_sizes"] {
        let registry = Registry::new();
        let line = line!() + 1;
        let add = |registry: &Registry| registry.register(taken, "Mine.", Arc::new(Counter::new()));
        if taken.ends_with("_total") {
            add(&registry).expect("the name is free");
        } else {
            registry.register(taken, "Mine.", Gauge::new()).expect("the name is free");
        }
        let before = registry.encode();
        let problems = Orders::register(&registry).expect_err("one is taken");
        let texts = texts(&problems);
        assert_eq!((texts.len(), problems.iter().next().map(tickmark::Problem::family)), (1, Some(taken)));
        assert_eq!(texts[0].matches(file!()).count(), 2, "{texts:?} {line}");
        assert_eq!(registry.encode(), before);
    }
}

#[test]
fn a_struct_can_be_added_after_one_that_was_refused_and_not_twice() {
    let registry = Registry::new();
    Twins::register(&registry).expect_err("both twins have the same names");
    let orders = Orders::register(&registry).expect("the names are free");
    let problems = registry.add(orders.clone()).expect_err("it is there");
    assert!(problems.to_string().contains("values of their own"), "{problems}");
    let problems = Orders::register(&registry).expect_err("another is there");
    assert_eq!(problems.iter().count(), 2);
    orders.orders_total.inc();
    assert_eq!(Page::of(&registry).count("taken_orders_total", &[]), Some(1));
}

/// Names that samples of others have.
#[derive(Debug, Metrics)]
#[metrics(prefix = "samples")]
struct Samples {
    /// Sizes.
    sizes: Histogram,
    /// Weights.
    weights: Summary,
}

/// What a gauge may be called when nobody else is.
#[derive(Debug, Metrics)]
#[metrics(prefix = "samples")]
struct Gauges {
    /// How many sizes there are.
    #[allow_metric(reserved_suffix)]
    sizes_count: Gauge,
    /// The sum of the weights.
    #[allow_metric(reserved_suffix)]
    weights_sum: Gauge,
    /// Buckets of which a summary has none.
    #[allow_metric(reserved_suffix)]
    weights_bucket: Gauge,
}

#[test]
fn names_of_samples_clash_whichever_comes_first() {
    let (registry, other) = (Registry::new(), Registry::new());
    Samples::register(&registry).expect("the names are free");
    let problems = Gauges::register(&registry).expect_err("two are taken");
    let texts = texts(&problems);
    assert_eq!(texts.len(), 2, "{texts:?}");
    assert!(texts[0].starts_with("`samples_sizes_count` is a gauge, and it and the histogram `samples_sizes` have samples of one name"), "{texts:?}");
    assert_eq!(texts[1].matches(file!()).count(), 2, "{texts:?}");

    Gauges::register(&other).expect("the names are free");
    let problems = Samples::register(&other).expect_err("both have such samples");
    let found: Vec<_> = problems.iter().map(tickmark::Problem::family).collect();
    assert_eq!(found, ["samples_sizes", "samples_weights"]);
    assert_eq!(families(&other).len(), 3);
}

#[derive(LabelSet)]
struct Colour {
    is_red: bool,
}

/// Names that differ, but not in OpenMetrics.
#[derive(Metrics)]
#[metrics(prefix = "open")]
struct OpenMetrics {
    /// Orders that are there.
    orders: Gauge,
    /// Orders that were there.
    orders_total: Counter,
    /// When that began.
    orders_created: Gauge,
    /// A model.
    model: StateSet<bool>,
    /// What is known of it.
    model_info: Info<Colour>,
    /// Alone.
    alone_total: Counter,
}

/// The same, on purpose.
#[derive(Metrics)]
#[metrics(prefix = "open")]
struct Exempt {
    /// Orders that are there.
    orders: Gauge,
    /// Orders that were there.
    #[allow_metric(duplicate)]
    orders_total: Counter,
    /// A model.
    #[allow_metric(duplicate)]
    model: StateSet<bool>,
    /// What is known of it.
    model_info: Info<Colour>,
}

#[test]
fn a_struct_that_is_registered_twice_is_told_so_with_its_line_once() {
    let registry = Registry::new();
    Twin::register(&registry).expect("the names are free");
    let texts = texts(&Twin::register(&registry).expect_err("they are taken"));
    assert_eq!(texts.len(), 2, "{texts:?}");
    for text in texts {
        assert!(text.contains("register it, or the struct around it, only once"), "{text}");
        assert_eq!(text.matches(file!()).count(), 1, "{text}");
    }
}

#[test]
fn names_that_are_one_in_open_metrics_are_on_the_page_and_reported() {
    let (metrics, registry) = alone::<OpenMetrics>();
    metrics.model_info.set(Colour { is_red: true });
    metrics.orders_total.inc();
    assert_eq!(
        families(&registry),
        [
            "open_alone_total",
            "open_model",
            "open_model_info",
            "open_orders",
            "open_orders_created",
            "open_orders_total"
        ]
    );
    assert!(!registry.encode().contains("tickmark_"), "nothing is left out");
    let problems = registry.check().expect_err("three names are one");
    let texts = texts(&problems);
    let names: Vec<_> = problems.iter().map(tickmark::Problem::family).collect();
    assert_eq!(names, ["open_orders_total", "open_orders_created", "open_model_info"]);
    assert!(
        texts
            .iter()
            .all(|text| text.contains("one name in OpenMetrics") && text.matches(file!()).count() == 2),
        "{texts:?}"
    );
    for (text, why) in
        texts.iter().zip(["leaves out `_total`", "a sample in `_created`", "leaves out `_total`"])
    {
        assert!(text.contains(why), "{text}");
    }
}

#[test]
fn who_is_exempt_from_the_rule_is_not_reported() {
    let (_metrics, registry) = alone::<Exempt>();
    registry.check().expect("it is so on purpose");
    assert_eq!(Page::of(&registry).count("open_orders_total", &[]), Some(0));
}

#[test]
fn what_was_refused_is_not_reported_as_one_name_in_open_metrics() {
    #[derive(Metrics)]
    struct Refused {
        /// It is one in OpenMetrics.
        shelf_total: Counter,
        /// It is taken.
        shelf: Gauge,
    }
    let registry = Registry::new();
    registry.register("shelf", "Mine.", Gauge::new()).expect("the name is free");
    assert!(Refused::register(&registry).is_err());
    registry.check().expect("nothing of it is there");
    let family: Family<Colour, Counter> = Family::new();
    registry.register("shelf_total", "Mine.", family).expect("the name is free");
    registry.check().expect_err("now it is");
}

/// What one family disagrees in.
#[test]
fn parts_of_one_family_agree_in_all_but_the_values_of_constant_labels() {
    #[derive(Debug, Metrics)]
    struct Disagree {
        /// Help.
        #[metric(name = "disagree_seconds", labels(part = "1"), buckets = [1.0])]
        buckets: Histogram,
        /// Help.
        #[metric(name = "disagree_seconds", labels(part = "2"), buckets = [2.0])]
        others: Histogram,
        /// Other help.
        #[metric(name = "disagree_seconds", labels(part = "3"), buckets = [1.0])]
        help: Histogram,
        /// Help.
        #[metric(name = "disagree_seconds", labels(part = "4"))]
        kind: Gauge,
        /// Help.
        #[metric(name = "disagree_seconds", labels(other = "5"), buckets = [1.0])]
        label: Histogram,
        /// Help.
        #[metric(name = "disagree_seconds", labels(part = "6"), buckets = [1.0])]
        agrees: Histogram,
        /// Help.
        #[metric(name = "disagree", labels(part = "7"), buckets = [1.0])]
        unit: Histogram<tickmark::Seconds>,
    }
    let problems = Disagree::register(&Registry::new()).expect_err("they do");
    let texts = texts(&problems);
    let whys = [
        "different buckets",
        "different help texts",
        "different kinds",
        "different labels",
        "different units",
    ];
    assert_eq!(texts.len(), whys.len(), "{texts:?}");
    for (text, why) in texts.iter().zip(whys) {
        assert!(text.contains(why), "{text}");
    }
}
