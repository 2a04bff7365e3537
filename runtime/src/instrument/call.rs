//! The guards around a body.

use std::{mem, thread};

use super::{
    Ending,
    record::{Late, Record},
};
use crate::label::{LabelSet, LabelValue};

/// A call that is under way; one that is dropped before it is finished has panicked, or was cancelled.
#[derive(Debug)]
#[must_use = "dropping it records a panic"]
pub struct Call<R: Record> {
    record: R,
    unfinished: Unfinished,
}

/// How a call ends that is dropped: an [`Ending`] in one byte.
#[derive(Clone, Copy, Debug)]
pub(super) enum Unfinished {
    Panic,
    Cancelled,
    #[cfg(feature = "stream")]
    Failure,
}

impl Unfinished {
    fn ending(self) -> Ending {
        match self {
            // Left in another way after all, by a macro that hides a `return`: as a rule that is a failure.
            Self::Panic if !thread::panicking() => Ending::Failure(0),
            Self::Panic => Ending::Panic,
            Self::Cancelled => Ending::Cancelled,
            #[cfg(feature = "stream")]
            Self::Failure => Ending::Failure(0),
        }
    }
}

impl<R: Record> Call<R> {
    /// The future or the stream of the call is polled: one that does not come to an end has panicked.
    #[inline]
    pub(super) fn begin_poll(&mut self) {
        self.unfinished = Unfinished::Panic;
        self.record.begin_poll();
    }

    /// It waits: dropped from here on, the call ended like this.
    #[inline]
    pub(super) fn end_poll(&mut self, unfinished: Unfinished) {
        self.unfinished = unfinished;
        self.record.end_poll();
    }

    /// The stream of the call yielded an item.
    #[cfg(feature = "stream")]
    #[inline]
    pub(super) fn item(&mut self) {
        self.record.item();
    }

    /// The call ended like this.
    #[inline]
    pub fn finish(self, ending: Ending) {
        self.record.record(ending);
        mem::forget(self);
    }
}

impl<R: Record + Late> Call<R> {
    /// The call ended like this, with these labels of what it returned.
    #[inline]
    pub fn finish_with(self, ending: Ending, returned: &impl LabelSet) {
        self.record.record_with(ending, returned);
        mem::forget(self);
    }
}

impl<R: Record> Drop for Call<R> {
    #[cold]
    fn drop(&mut self) {
        self.record.record(self.unfinished.ending());
    }
}

/// A call whose end is the end of the scope, whichever way it is left.
#[derive(Debug)]
#[must_use = "dropping it ends the call"]
pub struct Scope<R: Record> {
    record: R,
    /// Whether the thread unwound already when the call began.
    unwinding: bool,
}

impl<R: Record> Drop for Scope<R> {
    #[inline]
    fn drop(&mut self) {
        if self.record.is_on() {
            self.record.end_scope(self.unwinding);
        }
    }
}

/// A call that says how it ended, unless it panicked or was left early: by a macro that returns, or out of a section of a function.
#[derive(Debug)]
#[must_use = "dropping it records a failure"]
pub struct Inline<R: Record> {
    record: R,
    unwinding: bool,
}

impl<R: Record> Inline<R> {
    /// The call ended like this.
    #[inline]
    pub fn finish(self, ending: Ending) {
        self.record.record(ending);
        mem::forget(self);
    }
}

impl<R: Record> Drop for Inline<R> {
    #[cold]
    fn drop(&mut self) {
        let panicked = thread::panicking() && !self.unwinding;
        self.record.record(if panicked { Ending::Panic } else { Ending::Failure(0) });
    }
}

/// Starts a call that says how it ended.
#[inline]
pub fn start<R: Record>(record: R) -> Call<R> {
    Call { record, unfinished: Unfinished::Panic }
}

/// Starts a call that ends with the scope.
#[inline]
pub fn start_scope<R: Record>(record: R) -> Scope<R> {
    let unwinding = R::ASKS_FOR_ENDING && record.is_on() && thread::panicking();
    Scope { record, unwinding }
}

/// Starts a call that says how it ended, unless it is left early: that is taken for a failure.
#[inline]
pub fn start_inline<R: Record>(record: R) -> Inline<R> {
    Inline { record, unwinding: thread::panicking() }
}

/// Ends the call of a section of a function, whose value says how.
#[inline]
pub fn end<R: Record, T>(call: Inline<R>, value: T, ending: impl FnOnce(&T) -> Ending) -> T {
    call.finish(ending(&value));
    value
}

/// Calls the body. A function, because a closure that is handed to one may move its captures out and return borrows of them;
/// a closure that is called where it stands may not.
#[inline]
pub fn call<R>(body: impl FnOnce() -> R) -> R {
    body()
}

/// What a label says of `value`. A function, because it tells the compiler the type of the closure's argument.
#[inline]
pub fn returned<'a, T: ?Sized, V: LabelValue>(value: &'a T, read: impl FnOnce(&'a T) -> V) -> V {
    read(value)
}
