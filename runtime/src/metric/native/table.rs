//! The buckets of one native histogram.
//!
//! Buckets come to be when something falls into them, and never go: counts can't be moved while threads add to them. When there are too many,
//! a new *generation* begins, half as fine; what comes from then on is counted there, and a scrape puts all generations together at the
//! resolution of the last. The coarsest has room for all numbers.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, PoisonError,
        atomic::{
            AtomicU64, AtomicUsize,
            Ordering::{Acquire, Release},
        },
    },
};

use once_cell::race::OnceBox;

use super::scale::{COARSEST, FINEST, Scale, coarser};
use crate::cell::{Slot, SlotRange};

/// Each is half as fine as the one before.
const MOST_GENERATIONS: usize = (FINEST - COARSEST) as usize + 1;

/// Places in the table of a generation: more than buckets, so that a search is short.
const PLACES: usize = 256;

/// How many buckets a generation has at most.
pub(super) const MOST_BUCKETS: usize = 160;

/// Slots are taken in pieces, because most histograms have few buckets.
const PIECE: usize = 16;

/// What is near zero, as the specification advises.
pub(super) const ZERO_THRESHOLD: f64 = 2.938_735_877_055_719e-39;

/// The index of a bucket and, in the lowest bit, whether its values are below zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key(u32);

/// All buckets.
pub(super) struct Table {
    generations: [OnceBox<Generation>; MOST_GENERATIONS],
    current: AtomicUsize,
}

struct Generation {
    scale: Scale,
    /// Each is 0, or a key in the upper half and a slot in the lower.
    places: [AtomicU64; PLACES],
    added: Mutex<Added>,
}

#[derive(Default)]
struct Added {
    pieces: Vec<SlotRange>,
    buckets: usize,
}

/// What is in the buckets.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Content {
    pub(super) schema: i32,
    pub(super) positive: BTreeMap<i32, u64>,
    pub(super) negative: BTreeMap<i32, u64>,
}

impl Table {
    pub(super) fn new(schema: i32) -> Self {
        let table =
            Self { generations: [const { OnceBox::new() }; MOST_GENERATIONS], current: AtomicUsize::new(0) };
        _ = table.generations[0].set(Box::new(Generation::new(schema)));
        table
    }

    /// The slot that counts this value; `None` for what is near zero.
    #[inline]
    pub(super) fn slot_of(&self, value: f64) -> Option<Slot> {
        let distance = value.abs();
        if distance <= ZERO_THRESHOLD {
            return None;
        }
        let mut number = self.current.load(Acquire);
        while let Some(generation) = self.generations.get(number).and_then(OnceBox::get) {
            let key = Key::new(generation.scale.index_of(distance), value < 0.0);
            if let Some(slot) = generation.find(key).or_else(|| generation.add(key)) {
                return Some(slot);
            }
            number = self.begin_next(number, generation);
        }
        None
    }

    /// A generation with fewer buckets; where another thread has begun one, that.
    #[cold]
    fn begin_next(&self, number: usize, full: &Generation) -> usize {
        let next = number + 1;
        if let Some(place) = self.generations.get(next) {
            place.get_or_init(|| Box::new(full.coarser()));
            // Release: who sees the number sees the generation. Another thread may be further already.
            _ = self.current.compare_exchange(number, next, Release, Acquire);
        }
        next
    }

    /// All generations together.
    pub(super) fn content(&self) -> Content {
        let generations: Vec<&Generation> = self.generations.iter().map_while(OnceBox::get).collect();
        let schema = generations.last().map_or(COARSEST, |last| last.scale.schema());
        let mut content = Content { schema, ..Content::default() };
        for generation in &generations {
            for (key, slot) in generation.buckets() {
                content.add(key.coarser(generation.scale.schema() - schema), slot.total());
            }
        }
        content
    }
}

impl Content {
    fn add(&mut self, key: Key, count: u64) {
        if count > 0 {
            let buckets = if key.is_negative() { &mut self.negative } else { &mut self.positive };
            let bucket = buckets.entry(key.index()).or_default();
            *bucket = bucket.wrapping_add(count);
        }
    }
}

impl Generation {
    fn new(schema: i32) -> Self {
        let places = [const { AtomicU64::new(0) }; PLACES];
        Self { scale: Scale::new(schema), places, added: Mutex::default() }
    }

    #[inline]
    fn find(&self, key: Key) -> Option<Slot> {
        for place in self.probe(key) {
            match place.load(Acquire) {
                0 => return None,
                found if Key::of(found) == key => return Some(slot_of(found)),
                _ => {}
            }
        }
        None
    }

    /// `None` where there are too many.
    #[cold]
    fn add(&self, key: Key) -> Option<Slot> {
        let mut added = self.added.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(slot) = self.find(key) {
            return Some(slot);
        }
        if added.buckets == MOST_BUCKETS {
            return None;
        }
        let slot = added.next_slot();
        let free = self.probe(key).find(|place| place.load(Acquire) == 0)?;
        // Release: who sees the slot may add to it.
        free.store(u64::from(key.0) << 32 | u64::from(slot.number()), Release);
        Some(slot)
    }

    fn probe(&self, key: Key) -> impl Iterator<Item = &AtomicU64> {
        let first = key.0.wrapping_mul(0x9e37_79b9) as usize >> 8;
        (0..PLACES).map(move |step| &self.places[(first + step) % PLACES])
    }

    fn buckets(&self) -> impl Iterator<Item = (Key, Slot)> {
        let found = self.places.iter().map(|place| place.load(Acquire)).filter(|found| *found != 0);
        found.map(|found| (Key::of(found), slot_of(found)))
    }

    /// The next, with room for the buckets that there are, so that all together are not too many.
    fn coarser(&self) -> Self {
        let next = Self::new(self.scale.schema() - 1);
        for (key, _) in self.buckets() {
            next.add(key.coarser(1));
        }
        next
    }
}

impl Added {
    fn next_slot(&mut self) -> Slot {
        let (piece, within) = (self.buckets / PIECE, self.buckets % PIECE);
        if piece == self.pieces.len() {
            self.pieces.push(SlotRange::allocate(PIECE));
        }
        self.buckets += 1;
        self.pieces[piece].first().offset(within)
    }
}

impl Key {
    fn new(index: i32, is_negative: bool) -> Self {
        Self((index.cast_unsigned() << 1) | u32::from(is_negative))
    }

    const fn of(found: u64) -> Self {
        Self((found >> 32) as u32)
    }

    const fn index(self) -> i32 {
        self.0.cast_signed() >> 1
    }

    const fn is_negative(self) -> bool {
        self.0 & 1 == 1
    }

    fn coarser(self, halvings: i32) -> Self {
        Self::new(coarser(self.index(), halvings), self.is_negative())
    }
}

#[allow(clippy::cast_possible_truncation, reason = "the lower half is a slot")]
const fn slot_of(found: u64) -> Slot {
    Slot::numbered(found as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn observe(table: &Table, value: f64) {
        if let Some(slot) = table.slot_of(value) {
            slot.add(1);
        }
    }

    fn total(content: &Content) -> u64 {
        content.positive.values().chain(content.negative.values()).sum::<u64>()
    }

    #[test]
    fn values_are_counted_in_their_buckets() {
        let table = Table::new(0);
        for value in [1.0, 2.0, 3.0, 3.5, -3.0] {
            observe(&table, value);
        }
        let content = table.content();
        assert_eq!(content.positive, [(0, 1), (1, 1), (2, 2)].into());
        assert_eq!(content.negative, [(2, 1)].into());
        assert!(table.slot_of(0.0).is_none() && table.slot_of(-1e-40).is_none());
    }

    #[test]
    fn with_too_many_buckets_the_resolution_is_halved_and_nothing_is_lost() {
        let table = Table::new(8);
        (0..2_000).for_each(|step| observe(&table, 1.01_f64.powi(step - 1_000)));
        let content = table.content();
        assert!(content.positive.len() <= MOST_BUCKETS, "{}", content.positive.len());
        assert!(content.schema < 8 && content.schema > 0, "{}", content.schema);
        assert_eq!(total(&content), 2_000);
        let coarse = Scale::new(content.schema);
        let mut expected: BTreeMap<i32, u64> = BTreeMap::new();
        (0..2_000)
            .for_each(|step| *expected.entry(coarse.index_of(1.01_f64.powi(step - 1_000))).or_default() += 1);
        assert_eq!(content.positive, expected);
    }

    #[test]
    fn the_coarsest_buckets_have_room_for_all_numbers() {
        let table = Table::new(8);
        let near = [0.0, -1e-40, ZERO_THRESHOLD];
        assert!(near.iter().all(|value| table.slot_of(*value).is_none()));
        let powers = (-127..1_024).map(|exponent| f64::from(exponent).exp2());
        let numbers: Vec<f64> =
            powers.chain([f64::MAX, f64::INFINITY]).flat_map(|number| [number, -number]).collect();
        for number in &numbers {
            observe(&table, *number);
        }
        let content = table.content();
        assert_eq!((content.schema, total(&content)), (COARSEST, numbers.len() as u64));
    }

    #[test]
    fn threads_that_make_buckets_at_once_lose_nothing() {
        let table = Table::new(8);
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let table = &table;
                scope.spawn(move || {
                    (0..20_000).for_each(|step| observe(table, 1.001_f64.powi((step * 7 + thread) % 9_000)));
                });
            }
        });
        assert_eq!(total(&table.content()), 80_000);
    }
}
