//! Who still reads what was taken out.
//!
//! A reader counts itself in one of two pairs of slots, reads, and counts itself out. What is taken out may be reused once each pair was
//! seen with as many out as in, at some moment after it was taken out: whoever read by then is done, and whoever came later can't have
//! seen it. There are two pairs so that new readers can be sent to one while the other runs empty; Linux calls this sleepable RCU.
//!
//! Orderings: a reader counts itself in by a locked instruction and then reads by sequentially consistent loads; whoever waits for
//! readers takes out, passes a fence and then looks at the counts. So either it sees the reader, or the reader sees that it is gone.

use std::sync::atomic::Ordering::{Relaxed, SeqCst};

use super::{
    SlotRange, Uses,
    sync::{AtomicUsize, fence},
};

/// Counts those who are reading.
#[derive(Debug)]
pub(super) struct Readers {
    pairs: SlotRange,
    /// Which pair new readers take.
    current: AtomicUsize,
}

/// Of what was taken out: which of the pairs were seen empty since.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen([bool; 2]);

/// A reader, until it is dropped.
pub(super) struct Reading(Uses);

impl Readers {
    /// Nobody.
    pub(super) fn new() -> Self {
        Self { pairs: SlotRange::allocate(2 * Uses::SLOTS), current: AtomicUsize::new(0) }
    }

    /// Counts the caller in.
    #[inline]
    pub(super) fn begin(&self) -> Reading {
        let pair = self.pair(self.current.load(Relaxed));
        pair.begin_first();
        Reading(pair)
    }

    /// Looks at the pairs that were not seen empty yet; true once all were. Doesn't wait: new readers go where none were.
    pub(super) fn are_done(&self, seen: &mut Seen) -> bool {
        fence(SeqCst);
        for (number, seen) in seen.0.iter_mut().enumerate() {
            *seen = *seen || self.pair(number).are_over();
        }
        if let Some(empty) = seen.0.iter().position(|seen| *seen) {
            self.current.store(empty, Relaxed);
        }
        seen.0 == [true, true]
    }

    #[inline]
    fn pair(&self, number: usize) -> Uses {
        Uses::at(self.pairs.first().offset(number * Uses::SLOTS))
    }
}

impl Drop for Reading {
    #[inline]
    fn drop(&mut self) {
        self.0.end();
    }
}
