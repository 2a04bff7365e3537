//! Calls of which only some endings are recorded.

use super::{Late, Record};
use crate::{instrument::Ending, label::LabelSet};

/// A call that is recorded if it ends well, or only if it doesn't.
#[derive(Clone, Copy, Debug)]
pub struct Only<R> {
    record: R,
    success: bool,
}

/// Records calls that end in any way but well.
#[inline]
pub fn only_failure<R: Record>(record: R) -> Only<R> {
    Only { record, success: false }
}

/// Records calls that end well.
#[inline]
pub fn only_success<R: Record>(record: R) -> Only<R> {
    Only { record, success: true }
}

impl<R: Late> Late for Only<R> {
    #[inline]
    fn record_with(&self, ending: Ending, returned: &impl LabelSet) {
        if (ending == Ending::Success) == self.success {
            self.record.record_with(ending, returned);
        }
    }
}

impl<R: Record> Record for Only<R> {
    #[inline]
    fn is_on(&self) -> bool {
        self.record.is_on()
    }

    #[inline]
    fn record(&self, ending: Ending) {
        if (ending == Ending::Success) == self.success {
            self.record.record(ending);
        }
    }

    #[inline]
    fn begin(&mut self) {
        self.record.begin();
    }

    #[inline]
    fn begin_poll(&mut self) {
        self.record.begin_poll();
    }

    #[inline]
    fn end_poll(&mut self) {
        self.record.end_poll();
    }

    /// Whatever the ending, which nobody knows yet.
    #[inline]
    fn item(&mut self) {
        self.record.item();
    }
}
