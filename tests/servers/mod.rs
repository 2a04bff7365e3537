//! Tests against real servers on loopback, which `tests/servers.sh` installs, and against readers of pages that others wrote: `judge`.
//!
//! Every server belongs to the test that started it, and ends with it, also when it fails.

mod api;
mod content;
mod decoded;
mod exporter;
mod free_port;
mod imported;
mod judge;
mod kind;
mod many;
mod native;
mod process;
mod prometheus;
mod promtool;
mod pushed;
mod pushgateway;
mod quickstart;
mod scraped;
mod spine;
mod strict;
mod target;
mod victoria_metrics;

use std::{
    thread,
    time::{Duration, Instant},
};

use tickmark::exposition::Escaping;

/// How long a test waits for anything before it fails; generous, because machines that test are busy.
const PATIENCE: Duration = Duration::from_secs(60);

const BETWEEN_TWO_LOOKS: Duration = Duration::from_millis(50);

const ESCAPINGS: [Escaping; 4] =
    [Escaping::Underscores, Escaping::AllowUtf8, Escaping::Dots, Escaping::Values];

/// Of one request; whoever waits asks again.
const TIMEOUT_IN_SECONDS: u64 = 10;

/// Looks again and again until there is something to see, and fails the test when patience ends.
#[track_caller]
fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(start.elapsed() < PATIENCE, "waited {PATIENCE:?} in vain for {what}");
        thread::sleep(BETWEEN_TWO_LOOKS);
    }
}

/// The body of a page, or nothing while nobody answers with 200.
fn get(url: &str) -> Option<String> {
    let response = minreq::get(url).with_timeout(TIMEOUT_IN_SECONDS).send().ok()?;
    let body = (response.status_code == 200).then(|| response.as_str())?;
    Some(body.expect("pages on loopback are UTF-8").to_owned())
}
