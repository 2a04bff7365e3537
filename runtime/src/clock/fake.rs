//! The time of a thread that has a clock of its own, moved by hand.

use std::{cell::Cell, time::Duration};

use super::source;

thread_local! {
    /// What the clock of this thread shows, if it has one: `const` and without a destructor, so that reading it is one load.
    static SHOWN: Cell<Option<u64>> = const { Cell::new(None) };
}

/// What this thread's own clock shows.
#[inline]
pub(super) fn now() -> Option<u64> {
    SHOWN.get()
}

/// Gives this thread a clock that stands still; `false` when it has one already.
pub(crate) fn start() -> bool {
    let is_first = SHOWN.get().is_none();
    if is_first {
        // The time it really is, so that a call that began before took as long as it did until now.
        SHOWN.set(Some(source::now()));
    }
    is_first
}

/// Takes it away again.
pub(crate) fn stop() {
    SHOWN.set(None);
}

/// Moves it forwards.
pub(crate) fn advance(by: Duration) {
    SHOWN.set(SHOWN.get().map(|shown| shown.saturating_add(ticks(by))));
}

/// Moves it backwards.
pub(crate) fn step_back(by: Duration) {
    SHOWN.set(SHOWN.get().map(|shown| shown.saturating_sub(ticks(by))));
}

/// With the feature `testing` a tick is a nanosecond.
fn ticks(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}
