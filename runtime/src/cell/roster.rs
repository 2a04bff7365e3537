//! A hash table that is read without a lock, and that values can be taken out of.
//!
//! Like [`Index`](super::Index), but a place whose value is gone is marked as such, and a table that is full of those is succeeded by one
//! without them. What is taken out, values and tables, is kept until no reader can see it any more; [`readers`](super::readers) tells.

use std::{
    fmt, mem, ptr,
    sync::{
        Arc, PoisonError,
        atomic::Ordering::{Relaxed, Release, SeqCst},
    },
};

use super::{
    Hashed,
    readers::{Readers, Seen},
    sync::{AtomicPtr, FEWEST_PLACES, Mutex, MutexGuard},
};

/// Finds values by a hash and a comparison, until they are removed.
pub(crate) struct Roster<T> {
    /// The table that `written` owns.
    newest: AtomicPtr<Table<T>>,
    readers: Readers,
    written: Mutex<Written<T>>,
}

struct Written<T> {
    table: Arc<Table<T>>,
    values: usize,
    /// Places that are not null: values, and where there were some.
    used: usize,
    /// Taken out since `leaving` was filled.
    removed: Vec<Removed<T>>,
    /// Waits for those who were reading when the last of them was taken out.
    leaving: Vec<Removed<T>>,
    seen: Seen,
}

/// What a reader may still see.
enum Removed<T> {
    Value(Arc<T>),
    #[allow(dead_code, reason = "kept so that it is not dropped")]
    Table(Arc<Table<T>>),
}

/// As many places as a power of two; null, [`gone`], or an `Arc` that the newest table owns.
struct Table<T>(Box<[AtomicPtr<T>]>);

/// What stands where a value was: no value's address.
const fn gone<T>() -> *mut T {
    ptr::dangling_mut()
}

impl<T: Hashed + Send + Sync> Roster<T> {
    /// No value.
    pub(crate) fn new() -> Self {
        let table = Arc::new(Table::with_room_for(0));
        let newest = AtomicPtr::new(Arc::as_ptr(&table).cast_mut());
        let written =
            Written { table, values: 0, used: 0, removed: vec![], leaving: vec![], seen: Seen::default() };
        Self { newest, readers: Readers::new(), written: Mutex::new(written) }
    }

    /// What `found` says of the value with this hash that `matches` accepts; it is not reused before `found` returns.
    #[inline]
    pub(crate) fn find<R>(
        &self,
        hash: u32,
        matches: impl Fn(&T) -> bool,
        found: impl FnOnce(&T) -> R,
    ) -> Option<R> {
        // Dropped last, so that all below is read by somebody who is counted.
        let _reading = self.readers.begin();
        // SAFETY: never null, and a table that is succeeded is kept until those who were reading are done.
        let table = unsafe { &*self.newest.load(SeqCst) };
        for place in table.probe(hash) {
            let value = place.load(SeqCst);
            if value.is_null() {
                return None;
            }
            if value == gone() {
                continue;
            }
            // SAFETY: made by `Arc::into_raw`; a value that is taken out is kept until those who were reading are done.
            let value = unsafe { &*value };
            if value.hash() == hash && matches(value) {
                return Some(found(value));
            }
        }
        None
    }

    /// Adds a value; the caller has made sure that there is none that would match the same.
    pub(crate) fn insert(&self, value: Arc<T>) {
        let mut written = self.written();
        if (written.used + 1) * 4 > written.table.0.len() * 3 {
            self.succeed(&mut written);
        }
        let hash = value.hash();
        written.values += 1;
        written.used += usize::from(written.table.put(Arc::into_raw(value).cast_mut(), hash));
    }

    /// Takes a value out. It is returned by [`settled`](Self::settled), and until then may still be found by who is reading.
    pub(crate) fn remove(&self, value: &Arc<T>) {
        let mut written = self.written();
        let pointer = Arc::as_ptr(value).cast_mut();
        let place = written.table.probe(value.hash()).find(|place| place.load(Relaxed) == pointer);
        let Some(place) = place else { return };
        place.store(gone(), SeqCst);
        written.values -= 1;
        // SAFETY: made by `Arc::into_raw` in `insert`, and the table's no longer.
        let value = unsafe { Arc::from_raw(pointer.cast_const()) };
        written.removed.push(Removed::Value(value));
    }

    /// The values that were removed and that no reader sees any more. Doesn't wait for those who read.
    pub(crate) fn settled(&self) -> Vec<Arc<T>> {
        let mut written = self.written();
        let mut settled = Vec::new();
        while let Some(leaving) = written.settle(&self.readers) {
            settled.extend(leaving.into_iter().filter_map(|removed| match removed {
                Removed::Value(value) => Some(value),
                Removed::Table(_) => None,
            }));
        }
        settled
    }

    /// A table with room for all that there is and as much again, and without places that are gone.
    fn succeed(&self, written: &mut Written<T>) {
        let table = Table::with_room_for(written.values + 1);
        for place in &written.table.0 {
            let value = place.load(Relaxed);
            if !value.is_null() && value != gone() {
                // SAFETY: made by `Arc::into_raw`, and still the table's.
                table.put(value, unsafe { &*value }.hash());
            }
        }
        let table = Arc::new(table);
        self.newest.store(Arc::as_ptr(&table).cast_mut(), SeqCst);
        written.used = written.values;
        let shorter = mem::replace(&mut written.table, table);
        written.removed.push(Removed::Table(shorter));
    }

    /// How many places there are, and how much is kept for those who read.
    #[cfg(test)]
    pub(super) fn size(&self) -> (usize, usize) {
        let written = self.written();
        (written.table.0.len(), written.removed.len() + written.leaving.len())
    }

    fn written(&self) -> MutexGuard<'_, Written<T>> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Written<T> {
    /// What was waiting, once nobody reads it; `None` where nothing is, or somebody does.
    fn settle(&mut self, readers: &Readers) -> Option<Vec<Removed<T>>> {
        if self.leaving.is_empty() {
            self.leaving = mem::take(&mut self.removed);
            self.seen = Seen::default();
        }
        (!self.leaving.is_empty() && readers.are_done(&mut self.seen)).then(|| mem::take(&mut self.leaving))
    }
}

impl<T> Table<T> {
    /// Half empty with as many values.
    fn with_room_for(values: usize) -> Self {
        let length = (values * 2).next_power_of_two().max(FEWEST_PLACES);
        Self((0..length).map(|_| AtomicPtr::new(ptr::null_mut())).collect())
    }

    /// Whether that took a place that nobody had; the caller has made sure that one is free.
    fn put(&self, value: *mut T, hash: u32) -> bool {
        let is_free = |place: &&AtomicPtr<T>| {
            let value = place.load(Relaxed);
            value.is_null() || value == gone()
        };
        self.probe(hash).find(is_free).is_some_and(|place| {
            let was_null = place.load(Relaxed).is_null();
            // Release: whoever finds the value sees what it is.
            place.store(value, Release);
            was_null
        })
    }

    /// Every place, beginning with the one that the hash names.
    #[inline]
    fn probe(&self, hash: u32) -> impl Iterator<Item = &AtomicPtr<T>> {
        let mask = self.0.len() - 1;
        let first = hash as usize;
        (0..=mask).map(move |step| &self.0[(first + step) & mask])
    }
}

impl<T> Drop for Roster<T> {
    fn drop(&mut self) {
        let written = self.written.get_mut().unwrap_or_else(PoisonError::into_inner);
        for place in &written.table.0 {
            let value = place.load(Relaxed);
            if !value.is_null() && value != gone() {
                // SAFETY: made by `Arc::into_raw`, in the newest table once, and `&mut self` says that nobody reads it.
                drop(unsafe { Arc::from_raw(value.cast_const()) });
            }
        }
    }
}

impl<T> fmt::Debug for Roster<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Roster").finish_non_exhaustive()
    }
}
