//! Which slots belong to whom.

use std::{
    collections::BTreeMap,
    mem,
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::{SLABS, Slot, sync};

static ALLOCATOR: Mutex<Allocator> = Mutex::new(Allocator { fresh: 1, free: BTreeMap::new() });

/// Consecutive slots with one owner; zero when they are handed out, free again when this is dropped.
#[derive(Debug)]
pub(crate) struct SlotRange {
    first: u32,
    length: u32,
}

impl SlotRange {
    /// Takes `length` consecutive slots. They share a page if one has room for them.
    pub(crate) fn allocate(length: usize) -> Self {
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        Self { first: lock().take(length), length }
    }

    /// The first of the slots.
    pub(crate) fn first(&self) -> Slot {
        Slot::numbered(self.first)
    }

    /// Makes one range of this and the next, if there is no gap; gives the next back otherwise.
    pub(crate) fn join(&mut self, next: Self) -> Result<(), Self> {
        if self.first + self.length != next.first {
            return Err(next);
        }
        self.length += next.length;
        mem::forget(next);
        Ok(())
    }
}

impl Drop for SlotRange {
    /// Clears the slots in all slabs, whoever leases them: nobody can add to a series that is being dropped, and whoever
    /// gets the range next learns of it through the allocator's lock, after the zeroes.
    fn drop(&mut self) {
        for slab in SLABS.iter() {
            for distance in 0..self.length as usize {
                slab.clear(self.first().offset(distance).number());
            }
        }
        lock().give(self.first, self.length);
    }
}

struct Allocator {
    /// All slots from here on were never used. The first is 1, so that 0 can mean that there is none.
    fresh: u32,
    /// The first slots of free ranges, by length. Never empty lists.
    free: BTreeMap<u32, Vec<u32>>,
}

impl Allocator {
    fn take(&mut self, length: u32) -> u32 {
        self.take_free(length).unwrap_or_else(|| self.take_fresh(length))
    }

    /// The shortest free range that is long enough; what is left of it stays free. One that is to fit on a page comes from
    /// those that do.
    fn take_free(&mut self, length: u32) -> Option<u32> {
        let longest = if length <= PAGE { PAGE } else { u32::MAX };
        let (&found, ranges) = self.free.range_mut(length..=longest).next()?;
        let first = ranges.pop()?;
        if ranges.is_empty() {
            self.free.remove(&found);
        }
        self.give(first + length, found - length);
        Some(first)
    }

    fn take_fresh(&mut self, length: u32) -> u32 {
        let left_on_page = left_on_page(self.fresh);
        if length > left_on_page && length <= PAGE {
            self.give(self.fresh, left_on_page);
            self.fresh += left_on_page;
        }
        // Saturating: past four thousand million slots, some 32 GiB for each thread, series would share them.
        let first = self.fresh.min(u32::MAX - length);
        self.fresh = first + length;
        first
    }

    /// A range that could be on one page but is not becomes two that are.
    fn give(&mut self, first: u32, length: u32) {
        let left_on_page = left_on_page(first);
        if length > left_on_page && length <= PAGE {
            self.give(first, left_on_page);
            self.give(first + left_on_page, length - left_on_page);
        } else if length > 0 {
            self.free.entry(length).or_default().push(first);
        }
    }
}

#[allow(clippy::cast_possible_truncation, reason = "512")]
const PAGE: u32 = sync::PAGE as u32;

const fn left_on_page(slot: u32) -> u32 {
    PAGE - slot % PAGE
}

fn lock() -> MutexGuard<'static, Allocator> {
    ALLOCATOR.lock().unwrap_or_else(PoisonError::into_inner)
}
