//! The guards around a body.

use std::{mem, thread};

use super::{Ending, record::Record};

/// A call that is under way; one that is dropped before it is finished has panicked, or was cancelled.
#[derive(Debug)]
#[must_use = "dropping it records a panic"]
pub struct Call<R: Record> {
    record: R,
    unfinished: Ending,
}

impl<R: Record> Call<R> {
    #[inline]
    pub(super) fn start(record: R) -> Self {
        Self { record, unfinished: Ending::Panic }
    }

    /// Says what it means when the call is dropped from here on.
    #[inline]
    pub(super) fn if_dropped(&mut self, ending: Ending) {
        self.unfinished = ending;
    }

    /// The call ended like this.
    #[inline]
    pub fn finish(self, ending: Ending) {
        self.record.record(ending);
        mem::forget(self);
    }
}

impl<R: Record> Drop for Call<R> {
    #[cold]
    fn drop(&mut self) {
        self.record.record(self.unfinished);
    }
}

/// A call whose end is the end of the scope, whichever way it is left.
#[derive(Debug)]
#[must_use = "dropping it ends the call"]
pub struct Scope<R: Record> {
    record: R,
    /// A call may begin while its thread unwinds, in a destructor, and end well.
    unwinding: bool,
}

impl<R: Record> Scope<R> {
    #[inline]
    pub(super) fn start(record: R) -> Self {
        let unwinding = record.is_on() && thread::panicking();
        Self { record, unwinding }
    }
}

impl<R: Record> Drop for Scope<R> {
    #[inline]
    fn drop(&mut self) {
        if self.record.is_on() {
            let panicked = thread::panicking() && !self.unwinding;
            self.record.record(if panicked { Ending::Panic } else { Ending::Success });
        }
    }
}

/// Calls the body. A function, because a closure that is handed to one may move its captures out and return borrows of them;
/// a closure that is called where it stands may not.
#[inline]
pub fn call<R>(body: impl FnOnce() -> R) -> R {
    body()
}
