use std::{panic::resume_unwind, sync::Arc, thread};

use http::{Request, StatusCode};

use super::ScrapeHandler;
use crate::{
    kind::Kind,
    metric::{Gauge, Metric, Source},
    registry::Registry,
    sink::Sink,
};

/// What none of our metrics does.
struct Panics;

impl Metric for Panics {
    const KIND: Kind = Kind::Gauge;
}

impl Source for Panics {
    fn write(&self, _: &mut dyn Sink) {
        resume_unwind(Box::new("on purpose"));
    }
}

#[test]
fn a_page_that_panics_is_an_error_and_its_place_is_free_again() {
    let registry = Registry::new();
    registry.register("panics", "A gauge.", Panics).expect("the name is free");
    let handler = ScrapeHandler::of(registry).max_in_flight(1);
    let request = Request::get("/").body(()).expect("it is a request");
    for _ in 0..3 {
        let response = handler.handle(&request);
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(response.into_body().into_bytes(), "the page could not be written\n");
    }
}

#[test]
fn the_memory_of_a_page_that_nobody_reads_is_used_again() {
    let registry = Registry::new();
    registry.register("filler", "x".repeat(200_000), Arc::new(Gauge::new())).expect("the name is free");
    // One thread, which has let go of a page before it begins the next.
    let handler = ScrapeHandler::of(registry).max_in_flight(1);
    let request = Request::get("/?name[]=filler").body(()).expect("it is a request");
    let page = || handler.handle(&request).into_body().into_bytes();
    // As long as it gets, so that it does not move.
    drop((page(), page()));
    let first = page();
    let (address, copy) = (first.as_ptr(), first.to_vec());
    assert_ne!(page().as_ptr(), address, "somebody reads it");
    assert_eq!(first, copy);
    drop(first);
    let address = page().as_ptr();
    assert_eq!(page().as_ptr(), address);
}

#[test]
fn handlers_that_are_made_at_once_share_their_metrics() {
    let registry = Registry::new();
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| ScrapeHandler::of(registry.clone()));
        }
    });
    registry.check().expect("they are there once");
    assert_eq!(registry.encode().matches("# TYPE tickmark_scrape_").count(), 6);
}
