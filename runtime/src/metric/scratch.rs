//! Memory that a scrape needs for a moment, kept for the next.

use std::sync::{Mutex, PoisonError};

use crate::cell::Slot;

/// Numbers, slots and text, without meaning before and after.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub(crate) numbers: Vec<u64>,
    pub(crate) starts: Vec<Slot>,
    pub(crate) text: String,
}

/// As many as scrapes at once, up to a few.
static KEPT: Mutex<Vec<Scratch>> = Mutex::new(Vec::new());

const MOST_KEPT: usize = 4;

/// Calls `work` with memory that nobody else uses meanwhile.
pub(crate) fn with<T>(work: impl FnOnce(&mut Scratch) -> T) -> T {
    let mut scratch = KEPT.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
    let done = work(&mut scratch);
    scratch.text.clear();
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() < MOST_KEPT {
        kept.push(scratch);
    }
    done
}

/// So many of the numbers, all 0.
pub(crate) fn zeroes(numbers: &mut Vec<u64>, count: usize) -> &mut [u64] {
    numbers.clear();
    numbers.resize(count, 0);
    numbers
}
