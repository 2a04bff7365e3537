//! Since when nobody uses a series.

use std::time::Duration;

use super::entry::Entry;
use crate::clock;

/// What is known of a series on the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Idle {
    /// How often it had been taken into use when that was looked at last.
    begun: u64,
    /// When it was found in use, or made, in ticks.
    since: u64,
    /// Is not found any more, and goes unless somebody has found it by then.
    pub(super) is_leaving: bool,
    /// Whether the limit counts it.
    pub(super) is_counted: bool,
}

/// The age at which series go, as of now.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline {
    now: u64,
    ticks: f64,
}

impl Deadline {
    pub(super) fn new(ttl: Duration) -> Self {
        Self { now: clock::now(), ticks: ttl.as_secs_f64() * clock::frequency().ticks_per_second() }
    }

    /// When looking again may be worth while.
    pub(super) fn next_look(self) -> u64 {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "saturates, and is never below zero"
        )]
        self.now.saturating_add((self.ticks / 8.0) as u64).max(1)
    }
}

impl Idle {
    pub(super) fn new(is_counted: bool) -> Self {
        Self { begun: 0, since: clock::now(), is_leaving: false, is_counted }
    }

    /// Looks whether it was used since the last look, and says whether that is too long ago.
    pub(super) fn is_too_old(&mut self, entry: &Entry, deadline: Deadline) -> bool {
        let begun = entry.uses().begun();
        if begun != self.begun || !entry.uses().are_over() {
            (self.begun, self.since) = (begun, deadline.now);
            return false;
        }
        deadline.now.saturating_sub(self.since) as f64 >= deadline.ticks
    }

    /// Whether somebody has used it since the last look.
    pub(super) fn was_used_since(&self, entry: &Entry) -> bool {
        entry.uses().begun() != self.begun
    }
}
