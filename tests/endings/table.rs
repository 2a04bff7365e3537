//! Ending × shape.

use super::{
    moved_of,
    shapes::{ALL_WAYS, Shape, Way, counted_alone, timed_alone, timed_and_counted},
    stream,
};
use crate::{
    drive::{cancel, collect, finish, panics, poll_next},
    page::Page,
};

fn run(shape: &Shape, way: Way) {
    match (shape, way) {
        (Shape::Async(call), Way::Drop) => cancel(call(way)),
        (Shape::Async(call), Way::Panic) => assert!(panics(|| finish(call(way)))),
        (Shape::Async(call), _) => assert_eq!(finish(call(way)).is_ok(), way.outcome() == "success"),
        (Shape::Stream(call), Way::Drop) => assert!(poll_next(call(way).as_mut()).is_pending()),
        (Shape::Stream(call), Way::Panic) => assert!(panics(|| collect(call(way)))),
        (Shape::Stream(call), _) => {
            let are_good = collect(call(way)).iter().map(Result::is_ok).collect::<Vec<_>>();
            assert_eq!(are_good, [way.outcome() == "success"]);
        }
        (Shape::Sync(call), Way::Panic) => assert!(panics(|| call(way))),
        (Shape::Sync(call), _) => assert_eq!(call(way).is_ok(), way.outcome() == "success"),
    }
}

/// Each way once, with a look at the page before and after.
fn every_ending_is_counted_once(module: &str, shapes: &[(&str, Shape)], families: &[&str]) {
    for (function, shape) in shapes {
        for way in ALL_WAYS {
            if way == Way::Drop && matches!(shape, Shape::Sync(_)) {
                continue;
            }
            let before = Page::of_module(module);
            run(shape, way);
            let moved = moved_of(module, function, &before, &Page::of_module(module));
            let expected: Vec<_> =
                families.iter().map(|family| ((*family).to_owned(), way.outcome().to_owned(), 1)).collect();
            assert_eq!(moved, expected, "{function}, {way:?}");
        }
    }
}

#[test]
fn every_ending_of_a_timed_function_is_counted_once_whatever_its_shape() {
    let families = ["function_duration_seconds"];
    every_ending_is_counted_once(timed_alone::MODULE, timed_alone::SHAPES, &families);
    every_ending_is_counted_once(stream::timed_alone::MODULE, stream::timed_alone::SHAPES, &families);
}

#[test]
fn every_ending_of_a_counted_function_is_counted_once_whatever_its_shape() {
    let families = ["function_calls_total"];
    every_ending_is_counted_once(counted_alone::MODULE, counted_alone::SHAPES, &families);
    every_ending_is_counted_once(stream::counted_alone::MODULE, stream::counted_alone::SHAPES, &families);
}

#[test]
fn every_ending_of_a_function_with_both_attributes_is_counted_once_by_each() {
    every_ending_is_counted_once(timed_and_counted::MODULE, timed_and_counted::SHAPES, &super::FAMILIES);
    let (module, shapes) = (stream::timed_and_counted::MODULE, stream::timed_and_counted::SHAPES);
    every_ending_is_counted_once(module, shapes, &super::FAMILIES);
}

#[test]
fn an_ending_that_the_signature_rules_out_has_no_series() {
    let page = Page::now();
    for (function, shape) in timed_alone::SHAPES {
        let cancelled = [("module", timed_alone::MODULE), ("function", function), ("outcome", "cancelled")];
        let is_there = page.count("function_duration_seconds_count", &cancelled).is_some();
        assert_eq!(is_there, matches!(shape, Shape::Async(_) | Shape::Stream(_)), "{function}");
    }
}
