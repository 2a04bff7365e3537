//! Whether something is in use, told by its users without a locked instruction.

use std::sync::atomic::Ordering::{Acquire, Release};

use super::{Slot, sync::fence};

/// How often something was taken into use, and how often that ended, in two consecutive slots; each thread counts for itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Uses {
    begun: Slot,
}

impl Uses {
    /// How many slots that takes.
    pub(crate) const SLOTS: usize = 2;

    /// Counted in the slots that start with `first`, which are zero.
    pub(crate) const fn at(first: Slot) -> Self {
        Self { begun: first }
    }

    /// It is taken into use.
    #[inline]
    pub(crate) fn begin(self) {
        self.begun.add(1);
    }

    /// The same, seen by everybody before the calling thread reads on.
    #[inline]
    pub(super) fn begin_first(self) {
        self.begun.add_first(1);
    }

    /// A use ends, be it in another thread.
    #[inline]
    pub(crate) fn end(self) {
        // Release: what was done with it happens before whoever finds that all uses are over does something else with it.
        fence(Release);
        self.ended().add(1);
    }

    /// How often it was taken into use so far.
    pub(crate) fn begun(self) -> u64 {
        self.begun.total()
    }

    /// Whether all uses are over, of those whose beginning the calling thread is bound to see.
    pub(crate) fn are_over(self) -> bool {
        let ended = self.ended().total();
        // Acquire: pairs with the release in `end`. What ended is read first: each end that is counted has its beginning counted too.
        fence(Acquire);
        ended == self.begun()
    }

    const fn ended(self) -> Slot {
        self.begun.offset(1)
    }
}
