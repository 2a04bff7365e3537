//! Memory that a scrape needs for a moment, kept for the next.

use crate::{cell::Slot, kept::Kept};

/// Numbers, slots and text, without meaning before and after.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub(crate) numbers: Vec<u64>,
    pub(crate) starts: Vec<Slot>,
    pub(crate) text: String,
}

static KEPT: Kept<Scratch> = Kept::new();

/// Calls `work` with memory that nobody else uses meanwhile.
pub(crate) fn with<T>(work: impl FnOnce(&mut Scratch) -> T) -> T {
    let mut scratch = KEPT.take();
    let done = work(&mut scratch);
    scratch.text.clear();
    KEPT.give_back(scratch);
    done
}

/// So many of the numbers, all 0.
pub(crate) fn zeroes(numbers: &mut Vec<u64>, count: usize) -> &mut [u64] {
    numbers.clear();
    numbers.resize(count, 0);
    numbers
}
