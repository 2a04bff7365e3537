//! Who asks the user's code for a value: each thread one at a time.

use std::cell::Cell;

thread_local! {
    /// Whether the calling thread is asking for a value.
    static IS_ASKING: Cell<bool> = const { Cell::new(false) };
}

/// A thread asks, until this is dropped.
pub(super) struct Asking;

impl Asking {
    /// Nothing where the thread is asking already: code that scrapes would be asked by its own scrape, without an end.
    pub(super) fn begin() -> Option<Self> {
        (!IS_ASKING.replace(true)).then(|| Self)
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        IS_ASKING.set(false);
    }
}
