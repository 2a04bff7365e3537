//! Waiting for programs that take their time.

use std::{
    thread,
    time::{Duration, Instant},
};

/// How long a test waits for anything before it fails; generous, because machines that test are busy.
const PATIENCE: Duration = Duration::from_secs(60);

const BETWEEN_TWO_LOOKS: Duration = Duration::from_millis(50);

/// Of one request; whoever waits asks again.
pub(crate) const TIMEOUT_IN_SECONDS: u64 = 10;

/// Looks again and again until there is something to see, and fails the test when patience ends.
#[track_caller]
pub(crate) fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
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
#[cfg(feature = "servers")]
pub(crate) fn get(url: &str) -> Option<String> {
    let response = minreq::get(url).with_timeout(TIMEOUT_IN_SECONDS).send().ok()?;
    let body = (response.status_code == 200).then(|| response.as_str())?;
    Some(body.expect("pages on loopback are UTF-8").to_owned())
}
