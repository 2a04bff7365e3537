//! The standalone exporter, as its scrapers and its attackers see it.

mod access;
mod answers;
mod attack;
mod certificate;
mod client;
mod config;
mod job;
mod life;
mod secret;
mod tls;

use std::{
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use client::{Answer, ask};
use tickmark::{
    Counter, Registry,
    exposition::{Format, check, check::Finding},
    serve::{Exporter, exporter::Builder},
};

/// How long a test waits for anything before it fails; generous, because machines that test are busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// Looks again and again until it is so, and fails the test when patience ends.
#[track_caller]
fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < PATIENCE, "waited {PATIENCE:?} in vain until {what}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// A registry with a counter at 7.
fn registry() -> Registry {
    let registry = Registry::new();
    let orders = Arc::new(Counter::new());
    registry.register("shop_orders_total", "Orders taken.", orders.clone()).expect("the name is free");
    orders.inc_by(7);
    registry
}

fn start(builder: Builder) -> Exporter {
    builder.bind("127.0.0.1:0").expect("loopback has a free port")
}

/// That this is the page of such a registry, and sound.
#[track_caller]
fn assert_page(answer: &Answer) {
    assert_eq!(answer.status, 200, "{answer:?}");
    assert!(answer.body.contains("shop_orders_total 7\n"), "{answer:?}");
    let errors: Vec<_> =
        check(&answer.body, Format::Text0_0_4).into_iter().filter(Finding::is_error).collect();
    assert!(errors.is_empty(), "{errors:?}");
}

/// That a scrape is answered, and how often something was refused for this reason.
#[track_caller]
fn refused(exporter: &Exporter, reason: &str) -> u64 {
    let answer = ask(exporter.local_addr(), "/metrics");
    assert_page(&answer);
    refused_on(&answer, reason)
}

#[track_caller]
fn refused_on(answer: &Answer, reason: &str) -> u64 {
    let series = format!("tickmark_exporter_refused_total{{reason=\"{reason}\"}} ");
    let value = answer.body.lines().find_map(|line| line.strip_prefix(&series));
    value.expect("it is there from the start").parse().expect("a count")
}
