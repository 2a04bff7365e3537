//! A hash table that is read without a lock.
//!
//! Entries are only ever added, one writer at a time. A table that is three quarters full is succeeded by one twice as long; those who
//! still read the shorter one miss what was added since, ask the writer's lock, and find it there. Shorter tables are kept until the
//! index is dropped, because nobody knows who still reads them; together they are no longer than the newest.
//!
//! Orderings: a value is written before the release store of its pointer, a table is filled before the release store of
//! its own, and both are read by acquire loads.

use std::{
    fmt, ptr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{
            AtomicPtr,
            Ordering::{Acquire, Relaxed, Release},
        },
    },
};

/// Places in the first table.
const SMALLEST: usize = 16;

/// What knows the hash that it is found by.
pub(crate) trait Hashed {
    /// The same for as long as it is in an index.
    fn hash(&self) -> u32;
}

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

/// As many places as a power of two; null, or an `Arc` that the newest table owns.
struct Table<T>(Box<[AtomicPtr<T>]>);

impl<T: Hashed + Send + Sync> Index<T> {
    pub(crate) const fn new() -> Self {
        let written = Mutex::new(Written { tables: Vec::new(), entries: 0 });
        Self { newest: AtomicPtr::new(ptr::null_mut()), written }
    }

    /// The value with this hash that `matches` accepts.
    #[inline]
    pub(crate) fn find(&self, hash: u32, matches: impl Fn(&T) -> bool) -> Option<&T> {
        // SAFETY: null, or a table that `written` owns and keeps for as long as `self` lives.
        let table = unsafe { self.newest.load(Acquire).as_ref() }?;
        for place in table.probe(hash) {
            // SAFETY: null, or a value that is let go only when `self` is dropped.
            let value = unsafe { place.load(Acquire).as_ref() }?;
            if value.hash() == hash && matches(value) {
                return Some(value);
            }
        }
        None
    }

    /// Adds a value; the caller has made sure that there is none that would match the same.
    pub(crate) fn insert(&self, value: Arc<T>) {
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
            let hash = value.hash();
            table.put(Arc::into_raw(value).cast_mut(), hash);
        }
    }
}

impl<T: Hashed> Table<T> {
    fn succeeding(shorter: Option<&Self>) -> Self {
        let length = shorter.map_or(SMALLEST, |shorter| shorter.0.len() * 2);
        let longer = Self((0..length).map(|_| AtomicPtr::new(ptr::null_mut())).collect());
        for place in shorter.iter().flat_map(|shorter| &*shorter.0) {
            let value = place.load(Relaxed);
            // SAFETY: null, or a value that is let go only with the index.
            if let Some(hash) = unsafe { value.as_ref() }.map(Hashed::hash) {
                longer.put(value, hash);
            }
        }
        longer
    }

    /// The caller has made sure that a place is free.
    fn put(&self, value: *mut T, hash: u32) {
        if let Some(place) = self.probe(hash).find(|place| place.load(Relaxed).is_null()) {
            place.store(value, Release);
        }
    }

    /// Every place, beginning with the one that the hash names.
    #[inline]
    fn probe(&self, hash: u32) -> impl Iterator<Item = &AtomicPtr<T>> {
        let mask = self.0.len() - 1;
        let first = hash as usize;
        (0..=mask).map(move |step| &self.0[(first + step) & mask])
    }
}

impl<T> Drop for Index<T> {
    fn drop(&mut self) {
        let written = self.written.get_mut().unwrap_or_else(PoisonError::into_inner);
        for place in written.tables.last().iter().flat_map(|table| &*table.0) {
            let value = place.load(Relaxed);
            if !value.is_null() {
                // SAFETY: made by `Arc::into_raw`, in the newest table once, and `&mut self` says that nobody reads it.
                drop(unsafe { Arc::from_raw(value) });
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
    use std::thread;

    use super::*;

    struct Number {
        hash: u32,
        number: u32,
    }

    impl Hashed for Number {
        fn hash(&self) -> u32 {
            self.hash
        }
    }

    impl Index<Number> {
        fn add(&self, hash: u32, number: u32) {
            self.insert(Arc::new(Number { hash, number }));
        }

        fn get(&self, hash: u32, number: u32) -> Option<u32> {
            self.find(hash, |found| found.number == number).map(|found| found.number)
        }
    }

    /// Three hashes for all, so that only the comparison tells values apart.
    fn hash_of(number: u32) -> u32 {
        7 + number % 3
    }

    #[test]
    fn values_are_found_again_as_the_table_grows_and_hashes_collide() {
        let index = Index::new();
        (0..1_000).for_each(|number| index.add(hash_of(number), number));
        for number in 0..1_000 {
            assert_eq!(index.get(hash_of(number), number), Some(number));
        }
        assert!(index.find(6, |_| true).is_none());
        assert_eq!(index.get(7, 1), None);
    }

    #[test]
    fn readers_find_all_that_was_there_before_while_values_are_added() {
        let index = Index::new();
        let hash = |number: u32| number.wrapping_mul(0x9e37_79b9);
        thread::scope(|scope| {
            scope.spawn(|| (0..20_000).for_each(|number| index.add(hash(number), number)));
            scope.spawn(|| {
                for number in 0..20_000 {
                    while index.get(hash(number), number).is_none() {
                        thread::yield_now();
                    }
                    assert_eq!(index.get(hash(number), number), Some(number));
                }
            });
        });
    }

    #[test]
    fn dropping_the_index_drops_each_value_once() {
        let value = Arc::new(Number { hash: 1, number: 1 });
        let index = Index::new();
        (0..100).for_each(|_| index.insert(value.clone()));
        assert_eq!(Arc::strong_count(&value), 101);
        drop(index);
        assert_eq!(Arc::strong_count(&value), 1);
    }
}
