//! How a handler answers.

use std::time::Duration;

use crate::exposition::Format;

/// What happens to a page of which a part is missing, because a collector panicked or handed over what can't be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OnFailure {
    /// The rest of the page is the answer; `tickmark_collector_failures_total` counts what is missing.
    #[default]
    Continue,
    /// The answer is 500 with the names of the collectors that failed in this scrape, so that to Prometheus the target is down.
    Refuse,
}

/// How a handler answers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Options {
    /// How many pages are rendered at once.
    pub(super) most: usize,
    pub(super) timeout: Duration,
    pub(super) on_failure: OnFailure,
    /// Whatever the request says.
    pub(super) format: Option<Format>,
}

impl Default for Options {
    fn default() -> Self {
        let (most, timeout) = (4, Duration::from_secs(10));
        Self { most, timeout, on_failure: OnFailure::Continue, format: None }
    }
}
