//! Registries of one's own.

use std::sync::Arc;

use tickmark::{Counter, Family, Gauge, Histogram, LabelSet, Metric, Problem, Registry};

use crate::page::Page;

#[test]
fn registries_know_nothing_of_each_other() {
    let (one, other) = (Registry::new(), Registry::new());
    let counters = [Arc::new(Counter::new()), Arc::new(Counter::new())];
    for (registry, counter) in [&one, &other].into_iter().zip(&counters) {
        registry.register("orders_total", "Orders.", counter.clone()).expect("the name is free");
    }
    counters[1].inc();
    assert_eq!(Page::of(&one).count("orders_total", &[]), Some(0));
    assert_eq!(Page::of(&other).count("orders_total", &[]), Some(1));
    assert!(Page::now().family("orders_total").is_none());
    assert_eq!(Registry::new().encode(), "");
}

#[test]
fn clones_are_the_same_registry() {
    let registry = Registry::new();
    let clone = registry.clone();
    clone.register("orders_total", "Orders.", Arc::new(Counter::new())).expect("the name is free");
    assert_eq!(registry.encode(), clone.encode());
    assert!(registry.register("orders_total", "Orders.", Arc::new(Counter::new())).is_err());
}

#[test]
fn one_metric_can_be_in_two_registries() {
    static ORDERS: Counter = Counter::new();
    let (one, other) = (Registry::new(), Registry::new());
    one.register("orders_total", "Orders.", &ORDERS).expect("the name is free");
    other.register("shop_orders_total", "Orders.", &ORDERS).expect("the name is free");
    ORDERS.inc();
    assert_eq!(Page::of(&one).count("orders_total", &[]), Some(1));
    assert_eq!(Page::of(&other).count("shop_orders_total", &[]), Some(1));
}

#[test]
fn families_are_in_the_order_of_their_names() {
    let registry = Registry::new();
    for name in ["c", "a", "b_b", "b", "a_a"] {
        registry.register(name, "A gauge.", Arc::new(Gauge::new())).expect("the name is free");
    }
    // The reader refuses any other order.
    assert_eq!(Page::of(&registry).samples().count(), 5);
}

/// Registers and expects a refusal.
#[track_caller]
fn refused<M: Metric + 'static>(registry: &Registry, name: &'static str, metric: M) -> Problem {
    let problem = registry.register(name, "Refused.", metric).expect_err(name);
    assert_eq!(problem.family(), name);
    problem
}

#[derive(LabelSet)]
struct Twice<'a> {
    #[label(rename = "a")]
    first: &'a str,
}

#[test]
fn a_name_that_is_not_one_is_refused_with_what_to_write() {
    let registry = Registry::new();
    for name in ["", "1_total", "a-b_total", "a b_total", "é_total", "a:b_total", "a.b_total", "a_total\n"] {
        assert!(refused(&registry, name, Arc::new(Counter::new())).to_string().contains("letters, digits"));
    }
    assert!(refused(&registry, "orders", Arc::new(Counter::new())).to_string().contains("`_total`"));
    for name in ["a_total", "a_sum", "a_count", "a_bucket"] {
        refused(&registry, name, Arc::new(Gauge::new()));
        refused(&registry, name, Arc::new(Histogram::new()));
    }
    assert_eq!(registry.encode(), "");
    registry.check().expect("a refusal is the answer, not a problem to be found later");
}

#[test]
fn a_name_that_is_taken_is_refused_and_both_places_are_named() {
    let registry = Registry::new();
    let first = line!() + 1;
    registry.register("orders_total", "Orders.", Arc::new(Counter::new())).expect("the name is free");
    let family = Arc::new(Family::<Twice<'static>, Counter>::new());
    family.with(Twice { first: "1" }).inc();
    let second = line!() + 1;
    let problem = registry.register("orders_total", "Orders.", family).expect_err("the name is taken");
    for line in [first, second] {
        assert!(problem.to_string().contains(&format!("{}:{line}", file!())), "{problem}");
    }
    assert!(problem.to_string().contains("different labels"), "{problem}");
    assert_eq!(Page::of(&registry).samples().count(), 1);
}

#[test]
fn a_metric_that_is_gone_leaves_nothing_to_the_next() {
    for _ in 0..50 {
        let (registry, counter) = (Registry::new(), Arc::new(Counter::new()));
        let family = Arc::new(Family::<Twice<'static>, Histogram>::new());
        registry.register("orders_total", "Orders.", counter.clone()).expect("the name is free");
        registry.register("sizes", "Sizes.", family.clone()).expect("the name is free");
        counter.inc();
        family.with(Twice { first: "1" }).observe(0.5);
        let page = Page::of(&registry);
        assert_eq!(page.count("orders_total", &[]), Some(1));
        assert_eq!(page.value("sizes_sum", &[("a", "1")]), Some(0.5));
        assert_eq!(page.count("sizes_count", &[("a", "1")]), Some(1));
    }
}
