//! The family of a timed function: its name, its help, its buckets.

use tickmark::{DURATION_BUCKETS, timed};

use crate::page::Page;

#[timed]
fn without_a_name() {}

#[test]
fn functions_without_a_name_share_one_family_and_are_told_apart_by_module_and_function() {
    without_a_name();
    let labels = [("module", module_path!()), ("function", "without_a_name"), ("outcome", "success")];
    let page = Page::now();
    assert_eq!(page.count("function_duration_seconds_count", &labels), Some(1));
    let family = page.family("function_duration_seconds").expect("it is on every page");
    assert_eq!(&*family.kind, "histogram");
    assert_eq!(&*family.help, "How long annotated functions ran, in seconds.");
}

#[timed(name = "timed_family_named_seconds")]
fn named() {}

#[test]
fn a_function_with_a_name_has_a_family_of_its_own_without_module_and_function() {
    named();
    let page = Page::now();
    assert_eq!(page.count("timed_family_named_seconds_count", &[("outcome", "success")]), Some(1));
    assert_eq!(page.count("timed_family_named_seconds_count", &[("outcome", "panic")]), Some(0));
    assert_eq!(page.values_of("timed_family_named_seconds", "outcome"), ["panic", "success"]);
    assert!(page.values_of("timed_family_named_seconds", "module").is_empty());
}

/// Packs a parcel: paper, `tape`
/// and a "label" \ all that.
///
/// The second paragraph is not for the page.
#[timed(name = "timed_family_documented_seconds")]
fn documented() {}

/// Not this.
#[timed(name = "timed_family_helped_seconds", help = "Packing,\nin two lines \\ and a \"quote\".")]
fn helped() {}

#[timed(name = "timed_family_silent_seconds")]
fn silent() {}

#[test]
fn the_help_is_what_was_given_or_else_the_first_paragraph_of_the_documentation() {
    for function in [documented, helped, silent] {
        function();
    }
    let page = Page::now();
    let help = |family| page.family(family).map(|family| family.help.clone()).expect("it is on every page");
    assert_eq!(
        help("timed_family_documented_seconds"),
        "Packs a parcel: paper, `tape` and a \"label\" \\ all that."
    );
    assert_eq!(help("timed_family_helped_seconds"), "Packing,\nin two lines \\ and a \"quote\".");
    assert!(!help("timed_family_silent_seconds").is_empty());
}

/// The bounds of a family, as they are written.
fn bounds(page: &Page, family: &str) -> Vec<String> {
    let samples = page.family(family).expect("it is on every page").samples.iter();
    let bounds = samples.filter(|sample| sample.label("outcome") == Some("success"));
    bounds.filter_map(|sample| sample.label("le").map(str::to_owned)).collect()
}

#[timed(name = "timed_family_with_buckets_seconds", buckets = [0.001, 1, 60])]
fn with_buckets() {}

const OURS: &[f64] = &[0.25, 0.5];

#[timed(name = "timed_family_with_buckets_elsewhere_seconds", buckets = OURS)]
fn with_buckets_elsewhere() {}

#[test]
fn the_buckets_are_those_that_were_given_or_else_the_usual_ones() {
    with_buckets();
    with_buckets_elsewhere();
    let page = Page::now();
    assert_eq!(bounds(&page, "timed_family_with_buckets_seconds"), ["0.001", "1", "60", "+Inf"]);
    assert_eq!(bounds(&page, "timed_family_with_buckets_elsewhere_seconds"), ["0.25", "0.5", "+Inf"]);
    let usual: Vec<String> =
        DURATION_BUCKETS.iter().map(ToString::to_string).chain(["+Inf".into()]).collect();
    assert_eq!(bounds(&page, "timed_family_named_seconds"), usual);
}

#[timed(name = "timed_family_shared_seconds", labels(from = "one"))]
fn one() {}

/// The same family, declared at another place.
#[timed(name = "timed_family_shared_seconds", labels(from = "two"))]
fn two() {}

#[timed(name = "timed_family_shared_seconds", labels(from = "two"))]
fn two_as_well() {}

#[test]
fn functions_that_agree_on_a_family_share_it_and_a_series_of_both_adds_up() {
    one();
    two();
    two();
    two_as_well();
    let page = Page::now();
    for (from, expected) in [("one", 1), ("two", 3)] {
        let labels = [("from", from), ("outcome", "success")];
        assert_eq!(page.count("timed_family_shared_seconds_count", &labels), Some(expected));
    }
}
