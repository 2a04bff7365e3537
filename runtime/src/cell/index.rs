//! A hash table that is read without a lock.
//!
//! Entries are only ever added, one writer at a time. A table that is three quarters full is succeeded by one twice as long; those who
//! still read the shorter one miss what was added since, ask the writer's lock, and find it there. Shorter tables are kept until the
//! index is dropped, because nobody knows who still reads them; together they are no longer than the newest.
//!
//! Orderings: an entry is written before the release store of its pointer, a table is filled before the release store of
//! its own, and both are read by acquire loads.

use std::{
    fmt, ptr,
    sync::{
        Mutex, PoisonError,
        atomic::{
            AtomicPtr,
            Ordering::{Acquire, Relaxed, Release},
        },
    },
};

/// Places in the first table.
const SMALLEST: usize = 16;

/// Finds values by a hash and a comparison.
pub(crate) struct Index<T> {
    newest: AtomicPtr<Table<T>>,
    written: Mutex<Written<T>>,
}

struct Written<T> {
    /// The last one is the newest. Boxed, because readers point to them.
    #[allow(clippy::vec_box, reason = "readers point to the tables, so they must not move")]
    tables: Vec<Box<Table<T>>>,
    entries: usize,
}

/// As many places as a power of two.
struct Table<T>(Box<[AtomicPtr<Entry<T>>]>);

struct Entry<T> {
    hash: u64,
    value: T,
}

impl<T: Send + Sync> Index<T> {
    pub(crate) const fn new() -> Self {
        let written = Mutex::new(Written { tables: Vec::new(), entries: 0 });
        Self { newest: AtomicPtr::new(ptr::null_mut()), written }
    }

    /// The value with this hash that `matches` accepts.
    #[inline]
    pub(crate) fn find(&self, hash: u64, matches: impl Fn(&T) -> bool) -> Option<&T> {
        // SAFETY: null, or a table that `written` owns and keeps for as long as `self` lives.
        let table = unsafe { self.newest.load(Acquire).as_ref() }?;
        for place in table.probe(hash) {
            // SAFETY: null, or an entry that is freed only when `self` is dropped.
            let entry = unsafe { place.load(Acquire).as_ref() }?;
            if entry.hash == hash && matches(&entry.value) {
                return Some(&entry.value);
            }
        }
        None
    }

    /// Adds a value; the caller has made sure that there is none that would match the same.
    pub(crate) fn insert(&self, hash: u64, value: T) {
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        written.entries += 1;
        let is_full = |table: &Table<T>| written.entries * 4 > table.0.len() * 3;
        if written.tables.last().is_none_or(|table| is_full(table)) {
            let longer = Table::succeeding(written.tables.last().map(|table| &**table));
            written.tables.push(Box::new(longer));
            // Where the table is now that it won't move any more.
            let newest = written.tables.last().map_or(ptr::null(), |table| ptr::from_ref(&**table));
            self.newest.store(newest.cast_mut(), Release);
        }
        if let Some(table) = written.tables.last() {
            table.put(Box::into_raw(Box::new(Entry { hash, value })), hash);
        }
    }
}

impl<T> Table<T> {
    fn succeeding(shorter: Option<&Self>) -> Self {
        let length = shorter.map_or(SMALLEST, |shorter| shorter.0.len() * 2);
        let longer = Self((0..length).map(|_| AtomicPtr::new(ptr::null_mut())).collect());
        for place in shorter.iter().flat_map(|shorter| &*shorter.0) {
            let entry = place.load(Relaxed);
            // SAFETY: null, or an entry that is freed only with the index.
            if let Some(hash) = unsafe { entry.as_ref() }.map(|entry| entry.hash) {
                longer.put(entry, hash);
            }
        }
        longer
    }

    /// The caller has made sure that a place is free.
    fn put(&self, entry: *mut Entry<T>, hash: u64) {
        if let Some(place) = self.probe(hash).find(|place| place.load(Relaxed).is_null()) {
            place.store(entry, Release);
        }
    }

    /// Every place, beginning with the one that the hash names.
    #[inline]
    fn probe(&self, hash: u64) -> impl Iterator<Item = &AtomicPtr<Entry<T>>> {
        let mask = self.0.len() - 1;
        #[allow(clippy::cast_possible_truncation, reason = "the lower bits are what is wanted")]
        let first = hash as usize;
        (0..=mask).map(move |step| &self.0[(first + step) & mask])
    }
}

impl<T> Drop for Index<T> {
    fn drop(&mut self) {
        let written = self.written.get_mut().unwrap_or_else(PoisonError::into_inner);
        for place in written.tables.last().iter().flat_map(|table| &*table.0) {
            let entry = place.load(Relaxed);
            if !entry.is_null() {
                // SAFETY: made by `Box::into_raw`, in the newest table once, and `&mut self` says that nobody reads it.
                drop(unsafe { Box::from_raw(entry) });
            }
        }
    }
}

impl<T> fmt::Debug for Index<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::Arc, thread};

    use super::*;

    /// Three hashes for all, so that only the comparison tells entries apart.
    fn hash_of(number: usize) -> u64 {
        [7, 8, 9][number % 3]
    }

    #[test]
    fn entries_are_found_again_as_the_table_grows_and_hashes_collide() {
        let index = Index::new();
        (0..1_000).for_each(|number| index.insert(hash_of(number), number));
        for number in 0..1_000 {
            assert_eq!(index.find(hash_of(number), |found| *found == number), Some(&number));
        }
        assert_eq!(index.find(6, |_| true), None);
        assert_eq!(index.find(7, |found| *found == 1), None);
    }

    #[test]
    fn readers_find_all_that_was_there_before_while_entries_are_added() {
        let index = Index::new();
        thread::scope(|scope| {
            scope.spawn(|| {
                (0..20_000_u64).for_each(|number| index.insert(number.wrapping_mul(0x9e37_79b9), number));
            });
            scope.spawn(|| {
                for number in 0..20_000_u64 {
                    let found =
                        || index.find(number.wrapping_mul(0x9e37_79b9), |found| *found == number).copied();
                    while found().is_none() {
                        thread::yield_now();
                    }
                    assert_eq!(found(), Some(number));
                }
            });
        });
    }

    #[test]
    fn dropping_the_index_drops_each_value_once() {
        let value = Arc::new(());
        let index = Index::new();
        (0..100).for_each(|hash| index.insert(hash, value.clone()));
        assert_eq!(Arc::strong_count(&value), 101);
        drop(index);
        assert_eq!(Arc::strong_count(&value), 1);
    }
}
