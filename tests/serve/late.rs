//! Answers that have to be there in time.

use std::time::Duration;

use http::{Request, StatusCode, header};
use tickmark::serve::ScrapeHandler;

use super::{answered, gate::Gate, get, get_json, handle_soon, said, shop, text};

/// A request by somebody who waits that long.
fn get_within(seconds: &str) -> Request<()> {
    let request = Request::get("/metrics").header("x-prometheus-scrape-timeout-seconds", seconds);
    request.body(()).expect("it is a request")
}

const LATE: &str = "the page was not written in time: ask again, or allow it more time\n";

#[test]
fn a_collector_that_hangs_costs_a_place_and_no_answer() {
    let gate = Gate::closed_for(2);
    let registry = shop();
    registry.attach(gate.clone());
    let handler = ScrapeHandler::of(registry.clone()).max_in_flight(3);
    for number in 1..=2 {
        let late = handler.handle(&get_within("0.02"));
        assert_eq!(late.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(late.headers().contains_key(header::RETRY_AFTER));
        assert_eq!(text(late), LATE);
        // The second one too: nobody joins what takes longer than it was given.
        gate.wait_for(number);
    }
    assert_eq!(handler.handle(&get_json()).status(), StatusCode::OK, "the third place works");
    assert_eq!(handler.clone().max_in_flight(2).handle(&get("/")).status(), 503, "two hang");
    assert_eq!((said(&registry, "timeouts_total"), answered(&registry, "503")), (2, 3));
    gate.open();
    assert_eq!(handle_soon(&handler.max_in_flight(1), &get("/")).status(), StatusCode::OK);
}

#[tokio::test]
async fn a_future_is_woken_when_its_time_is_over() {
    let gate = Gate::closed();
    let registry = shop();
    registry.attach(gate.clone());
    let handler = ScrapeHandler::of(registry.clone());
    let patient = tokio::spawn(handler.respond(&get_within("3000")));
    tokio::task::yield_now().await;
    gate.wait_for(1);
    // The executor has nothing to do but to wait: only a clock of the handler's can wake it.
    assert_eq!(text(handler.respond(&get_within("0.05")).await), LATE);
    assert_eq!(text(handler.respond(&get_within("0.01")).await), LATE);
    gate.open();
    assert_eq!(patient.await.expect("it does not panic").status(), StatusCode::OK);
    assert_eq!(gate.asked(), 1);
}

#[test]
fn without_a_header_the_handler_says_how_long() {
    let gate = Gate::closed();
    let registry = shop();
    registry.attach(gate.clone());
    let handler = ScrapeHandler::of(registry).timeout(Duration::from_millis(20));
    assert_eq!(text(handler.handle(&get("/"))), LATE);
    gate.open();
    assert_eq!(handler.timeout(Duration::MAX).handle(&get("/")).status(), StatusCode::OK);
}
