//! Recording can be switched off while the program runs. A binary of its own: the switch is the whole program's.

#[allow(dead_code, reason = "the other tests use all of it")]
mod drive;
#[allow(dead_code, reason = "the other tests use all of it")]
mod page;

use std::{convert::Infallible, process::Command};

use http_body_util::Full;
use tickmark::{Counter, Registry, counted, http::MetricsLayer, is_enabled, set_enabled, timed};
use tower::{Layer, Service};

use crate::{
    drive::{cancel, finish, panics, pause, poll_once},
    page::Page,
};

/// Counted by hand, so it goes on.
#[tickmark::register]
static BY_HAND_TOTAL: Counter = Counter::new();

#[timed]
#[counted]
fn quick() {
    BY_HAND_TOTAL.inc();
}

#[timed]
#[counted]
fn may_fail(number: u8) -> Result<u8, u8> {
    if number > 9 { Err(number) } else { Ok(100 / number) }
}

#[timed]
#[counted]
async fn pauses() -> Result<(), ()> {
    pause().await;
    Ok(())
}

/// All calls of annotated functions that are on the page.
fn recorded() -> f64 {
    let page = Page::now();
    let families = ["function_calls_total", "function_duration_seconds"].map(|name| page.family(name));
    let samples = families.into_iter().flatten().flat_map(|family| &family.samples);
    samples.filter(|sample| !sample.name.ends_with("_sum")).map(|sample| sample.value).sum()
}

#[test]
fn what_is_switched_off_records_nothing_and_what_had_begun_is_recorded() {
    assert!(is_enabled());
    let mut begun = Box::pin(pauses());
    assert!(poll_once(begun.as_mut()).is_pending());
    set_enabled(false);
    assert!(!is_enabled());
    quick();
    assert!(may_fail(1).is_ok() && may_fail(10).is_err() && panics(|| may_fail(0)));
    cancel(pauses());
    assert!(finish(pauses()).is_ok());
    assert_eq!(recorded().to_bits(), 0.0_f64.to_bits());
    assert_eq!(BY_HAND_TOTAL.get(), 1);

    assert!(finish(begun).is_ok());
    let of_one_call = recorded();
    assert!(of_one_call > 0.0);

    set_enabled(true);
    quick();
    assert!(recorded() > of_one_call);
    requests_that_had_begun_come_to_their_end();
}

/// How many requests ended, and how many are under way.
fn requests(registry: &Registry) -> (usize, bool) {
    let page = registry.encode();
    let ended = page.lines().filter(|line| line.starts_with("http_requests_total")).count();
    (ended, page.contains("\nhttp_requests_inprogress 1\n"))
}

/// In the same test as the rest: the switch is one.
fn requests_that_had_begun_come_to_their_end() {
    let registry = Registry::new();
    let metrics = MetricsLayer::new().registry(registry.clone());
    let answer = |_| async {
        pause().await;
        Ok::<_, Infallible>(http::Response::new(Full::new(&b"body"[..])))
    };
    let mut service = metrics.layer(tower::service_fn(answer));
    let request = || http::Request::new(Full::new(&b""[..]));
    let begun = service.call(request());
    assert_eq!(requests(&registry), (0, true));

    set_enabled(false);
    assert!(finish(service.call(request())).is_ok());
    cancel(service.call(request()));
    assert_eq!(requests(&registry), (0, true));

    let response = finish(begun);
    drop(response);
    assert_eq!(requests(&registry), (1, false));
    set_enabled(true);
}

#[test]
fn the_environment_switches_off_before_the_first_call() {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["run", "--quiet", "--package", "tickmark-examples", "--example", "readme"]);
    let output = cargo.env("TICKMARK_ENABLED", "false").output().expect("cargo can be run");
    let page = String::from_utf8(output.stdout).expect("the page is text");
    assert!(page.contains("outcome=\"success\"} 0\n") && page.contains("outcome=\"failure\"} 0\n"), "{page}");
    assert!(page.contains("\nshop_orders_paid_total 2\n"), "{page}");
}
