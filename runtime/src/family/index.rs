//! A hash table that is read without a lock.
//!
//! Entries are only ever added, one writer at a time. They live in chunks that never move, and a table of words finds
//! them: half of a word is the hash, half the number of the entry. A table that is half full is succeeded by one twice as
//! long; those who still read the shorter one miss what was added since, ask the writer's lock, and find it there.
//!
//! Orderings: an entry is written before the release store of its word, a table is filled before the release store of
//! its level, and both are read by acquire loads.

use std::sync::{
    Arc, Mutex, OnceLock, PoisonError,
    atomic::{
        AtomicU64, AtomicUsize,
        Ordering::{Acquire, Release},
    },
};

use super::series::Series;
use crate::cell::Slot;

/// Words in the first table, and entries in the first chunk.
const SMALLEST: usize = 16;

/// Tables and chunks double, so this many reach past any memory.
const LEVELS: usize = 28;

pub(super) struct Index {
    tables: [OnceLock<Box<[AtomicU64]>>; LEVELS],
    level: AtomicUsize,
    chunks: [OnceLock<Box<[OnceLock<Entry>]>>; LEVELS],
    length: Mutex<usize>,
}

struct Entry {
    series: Arc<Series>,
    first: Slot,
}

impl Index {
    pub(super) fn new() -> Self {
        Self {
            tables: [const { OnceLock::new() }; LEVELS],
            level: AtomicUsize::new(0),
            chunks: [const { OnceLock::new() }; LEVELS],
            length: Mutex::new(0),
        }
    }

    /// The first slot of the entry with this hash whose labels `matches` accepts.
    #[inline]
    pub(super) fn find(&self, hash: u32, matches: impl Fn(&str) -> bool) -> Option<Slot> {
        let table = self.tables[self.level.load(Acquire)].get()?;
        probe(table, hash).find_map(|place| {
            let word = table[place].load(Acquire);
            if word == 0 {
                return Some(None);
            }
            let entry = self.entry(number_of(word))?;
            let found = hash_of(word) == hash && matches(entry.series.labels().as_str());
            found.then_some(Some(entry.first))
        })?
    }

    /// Adds an entry; the caller has made sure that there is none with these labels.
    pub(super) fn insert(&self, hash: u32, first: Slot, series: Arc<Series>) {
        let mut length = self.length.lock().unwrap_or_else(PoisonError::into_inner);
        let number = *length;
        let (chunk, place) = chunk_of(number);
        let entries = self.chunks[chunk].get_or_init(|| filled(SMALLEST << chunk));
        _ = entries[place].set(Entry { series, first });
        *length += 1;
        put(self.table_for(*length), word(hash, number));
    }

    /// The table that is at most half full with as many entries, made from the one before it if need be.
    fn table_for(&self, length: usize) -> &[AtomicU64] {
        let level = self.level.load(Acquire);
        let table = self.tables[level].get_or_init(|| filled(SMALLEST));
        if length * 2 <= table.len() {
            return table;
        }
        let longer = self.tables[level + 1].get_or_init(|| filled(table.len() * 2));
        table
            .iter()
            .map(|word| word.load(Acquire))
            .filter(|word| *word != 0)
            .for_each(|word| put(longer, word));
        self.level.store(level + 1, Release);
        longer
    }

    #[inline]
    fn entry(&self, number: usize) -> Option<&Entry> {
        let (chunk, place) = chunk_of(number);
        self.chunks[chunk].get()?.get(place)?.get()
    }
}

fn put(table: &[AtomicU64], word: u64) {
    if let Some(place) = probe(table, hash_of(word)).find(|place| table[*place].load(Acquire) == 0) {
        table[place].store(word, Release);
    }
}

/// Every place of the table, beginning with the one that the hash names.
#[inline]
fn probe(table: &[AtomicU64], hash: u32) -> impl Iterator<Item = usize> {
    let mask = table.len() - 1;
    (0..table.len()).map(move |step| (hash as usize + step) & mask)
}

/// Chunk `n` holds the entries from `(2^n - 1) * SMALLEST` on.
#[inline]
fn chunk_of(number: usize) -> (usize, usize) {
    let chunk = (number / SMALLEST + 1).ilog2() as usize;
    (chunk, number - ((1 << chunk) - 1) * SMALLEST)
}

#[inline]
fn word(hash: u32, number: usize) -> u64 {
    (u64::from(hash) << 32) | (number as u64 + 1)
}

#[inline]
fn hash_of(word: u64) -> u32 {
    (word >> 32) as u32
}

#[inline]
fn number_of(word: u64) -> usize {
    #[allow(clippy::cast_possible_truncation, reason = "the lower half is what is wanted")]
    let lower = word as u32;
    lower as usize - 1
}

fn filled<T: Default>(length: usize) -> Box<[T]> {
    std::iter::repeat_with(T::default).take(length).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::SlotRange;

    /// Three hashes for all, so that only the comparison tells entries apart.
    fn hash_of_test(number: usize) -> u32 {
        [7, 8, 9][number % 3]
    }

    #[test]
    fn entries_are_found_again_as_the_table_grows_and_hashes_collide() {
        let index = Index::new();
        let slots = SlotRange::allocate(1_000);
        for number in 0..1_000 {
            let first = slots.first().offset(number);
            let labels = format!("n=\"{number}\"");
            index.insert(hash_of_test(number), first, Arc::new(Series::new(&labels, first)));
        }
        for number in 0..1_000 {
            let found = index.find(hash_of_test(number), |text| text == format!("n=\"{number}\""));
            assert_eq!(found, Some(slots.first().offset(number)));
        }
        assert_eq!(index.find(6, |_| true), None);
        assert_eq!(index.find(7, |text| text == "n=\"1\""), None);
    }

    #[test]
    fn chunks_follow_each_other_without_a_gap() {
        let places: Vec<_> = (0..200).map(chunk_of).collect();
        assert_eq!(places[0], (0, 0));
        assert_eq!((places[15], places[16]), ((0, 15), (1, 0)));
        assert_eq!((places[47], places[48]), ((1, 31), (2, 0)));
    }
}
