//! Any text may be the value of a label.

use std::{collections::BTreeMap, sync::Arc};

use proptest::prelude::*;
use tickmark::{Counter, Family, Histogram, LabelSet, Registry, VALUE_LIMIT};

use crate::page::Page;

#[derive(LabelSet)]
struct Pair<'a> {
    first: &'a str,
    second: String,
}

/// Few characters, so that values meet, and those that the format gives a meaning.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[\"\\\\\n,={} ann]{0,5}",
        2 => any::<String>(),
        1 => Just("__overflow__".to_owned()),
        1 => "\\PC{1}".prop_map(|text| text.repeat(VALUE_LIMIT / text.len())),
    ]
}

/// The first and the last may be missing; with one inside, whose labels stand between them.
#[derive(LabelSet)]
struct Sparse<'a> {
    a: Option<&'a str>,
    #[label(flatten)]
    inner: Inner<'a>,
    d: Option<String>,
}

#[derive(LabelSet)]
struct Inner<'a> {
    b: Option<bool>,
    #[label(display)]
    c: &'a str,
}

/// A quarter of them none, or empty, which is the same.
fn sparse() -> impl Strategy<Value = Option<String>> {
    prop_oneof![1 => Just(None), 3 => hostile().prop_map(Some)]
}

type Values = (Option<String>, Option<bool>, String, Option<String>);

fn sparse_counts(all: &[Values]) -> (Page, BTreeMap<[&str; 4], u64>) {
    let (registry, mut by_hand) = (Registry::new(), BTreeMap::new());
    let counters = Arc::new(Family::<Sparse<'static>, Counter>::new());
    registry.register("sparse_total", "Sparse.", counters.clone()).expect("the name is free");
    for (a, b, c, d) in all {
        let (inner, d) = (Inner { b: *b, c }, d.clone());
        counters.with(Sparse { a: a.as_deref(), inner, d }).inc();
    }
    for (a, b, c, d) in all {
        let b = b.map_or("", |b| if b { "true" } else { "false" });
        let values = [a.as_deref().unwrap_or_default(), b, c, d.as_deref().unwrap_or_default()];
        *by_hand.entry(values).or_default() += 1;
    }
    (Page::of(&registry), by_hand)
}

/// How often each pair was counted, by a family and by hand.
fn count(pairs: &[(String, String)]) -> (Page, BTreeMap<(&str, &str), u64>) {
    let (registry, mut by_hand) = (Registry::new(), BTreeMap::new());
    let counters = Arc::new(Family::<Pair<'static>, Counter>::new());
    let histograms = Arc::new(Family::<Pair<'static>, Histogram>::with_buckets(&[1.0]));
    registry.register("pairs_total", "Pairs.", counters.clone()).expect("the name is free");
    registry.register("pairs", "Pairs.", histograms.clone()).expect("the name is free");
    for (first, second) in pairs {
        counters.with(Pair { first, second: second.clone() }).inc();
        histograms.with(Pair { first, second: second.clone() }).observe(2.0);
        *by_hand.entry((&**first, &**second)).or_default() += 1;
    }
    (Page::of(&registry), by_hand)
}

proptest! {
    #[test]
    fn every_value_comes_back_from_the_page_with_its_own_count(
        pairs in prop::collection::vec((hostile(), hostile()), 0..20),
    ) {
        let (page, by_hand) = count(&pairs);
        for ((first, second), expected) in &by_hand {
            let labels = [("first", *first), ("second", *second)];
            prop_assert_eq!(page.count("pairs_total", &labels), Some(*expected));
            prop_assert_eq!(page.count("pairs_count", &labels), Some(*expected));
            let labels = [("first", *first), ("second", *second), ("le", "1")];
            prop_assert_eq!(page.count("pairs_bucket", &labels), Some(0));
        }
        let series = page.family("pairs_total").map_or(0, |family| family.samples.len());
        prop_assert_eq!(series, by_hand.len());
    }

    #[test]
    fn values_that_may_be_missing_come_back_with_their_own_counts(
        all in prop::collection::vec((sparse(), any::<Option<bool>>(), hostile(), sparse()), 0..20),
    ) {
        let (page, by_hand) = sparse_counts(&all);
        for ([a, b, c, d], expected) in &by_hand {
            let labels = [("a", *a), ("b", *b), ("c", *c), ("d", *d)];
            prop_assert_eq!(page.count("sparse_total", &labels), Some(*expected), "{:?}", labels);
        }
        let series = page.family("sparse_total").map_or(0, |family| family.samples.len());
        prop_assert_eq!(series, by_hand.len());
    }

    #[test]
    fn every_help_comes_back_from_the_page(help in any::<String>()) {
        let registry = Registry::new();
        registry.register("a_total", help.clone(), Arc::new(Counter::new())).expect("the name is free");
        let page = Page::of(&registry);
        prop_assert_eq!(page.family("a_total").map(|family| &family.help), Some(&help));
    }
}
