//! The arguments, which are those of the attributes.

use std::{sync::LazyLock, thread, time::Duration};

use tickmark::{Histogram, Registry, count, time};

use super::endings;
use crate::page::Page;

#[test]
fn a_block_may_be_recorded_beside_functions() {
    time!(function = "step one", counted, in_flight, slow = "1h", {});
    let page = Page::now();
    let labels = [("module", module_path!()), ("function", "step one"), ("outcome", "success")];
    assert_eq!(page.count("function_duration_seconds_count", &labels), Some(1));
    assert_eq!(page.count("function_calls_total", &labels), Some(1));
    assert_eq!(page.count("function_calls_slow_total", &labels), Some(0));
    assert_eq!(page.count("function_calls_in_flight", &labels[..2]), Some(0));
}

#[test]
fn a_block_is_in_flight_until_it_is_left() {
    let count = || Page::now().count("section_under_way", &[]);
    let inside =
        count!(name = "section_way_total", in_flight(name = "section_under_way", high_water), { count() });
    assert_eq!((inside, count()), (Some(1), Some(0)));
}

#[test]
fn labels_outcomes_and_conditions_are_those_of_the_attributes() {
    for status in [200, 404, 500] {
        time!(
            name = "section_request_seconds",
            help = "Requests.",
            labels(class = status / 100, kind = "fixed"),
            buckets = [0.1, 1, 60],
            outcome(label = "end", failure = "bad"),
            error_if = |status| *status >= 500,
            slow = "1ms",
            {
                thread::sleep(Duration::from_millis(2));
                status
            }
        );
    }
    let page = Page::now();
    let count = |sample, class, end| page.count(sample, &[("class", class), ("kind", "fixed"), ("end", end)]);
    assert_eq!(count("section_request_seconds_count", "2", "success"), Some(1));
    assert_eq!(count("section_request_seconds_count", "5", "bad"), Some(1));
    assert_eq!(count("section_request_slow_total", "4", "success"), Some(1));
    let family = page.family("section_request_seconds").expect("it is on every page");
    assert_eq!(&*family.help, "Requests.");
}

#[test]
fn only_failures_may_be_recorded() {
    let leave = |early: bool| {
        count!(name = "section_only_total", only = failure, {
            if early {
                return;
            }
        });
    };
    leave(true);
    leave(false);
    assert_eq!(endings(&Page::now(), "section_only_total"), [None, Some(1), Some(0), None]);
}

static BAKING: Histogram = Histogram::new();
static REGISTRY: LazyLock<Registry> = LazyLock::new(Registry::new);

#[test]
fn metrics_and_registries_of_other_people_are_recorded_into() {
    let value = time!(metric = BAKING, { 3 });
    count!(name = "section_elsewhere_total", registry = &*REGISTRY, { value });
    assert_eq!((value, BAKING.count()), (3, 1));
    let labels = [("outcome", "success")];
    assert_eq!(Page::of(&REGISTRY).count("section_elsewhere_total", &labels), Some(1));
    assert_eq!(Page::now().count("section_elsewhere_total", &labels), None);
}

#[test]
fn one_in_many_may_be_timed() {
    for _ in 0..20 {
        time!(name = "section_sampled_seconds", sample = 10, counted(name = "section_sampled_total"), {});
    }
    let page = Page::now();
    assert_eq!(page.count("section_sampled_seconds_count", &[("outcome", "success")]), Some(2));
    assert_eq!(page.count("section_sampled_total", &[("outcome", "success")]), Some(20));
}
