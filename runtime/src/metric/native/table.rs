//! The buckets of one native histogram.
//!
//! Buckets come to be when something falls into them, and never go: counts can't be moved while threads add to them. When there are too many,
//! a new *generation* begins, half as fine or, where that is allowed and makes room, with a wider zero bucket; what comes from then on is
//! counted there, and a scrape puts all generations together as the last one has them. The coarsest has room for all numbers.

use std::sync::{
    Mutex, PoisonError,
    atomic::{
        AtomicU64, AtomicUsize,
        Ordering::{Acquire, Release},
    },
};

use once_cell::race::OnceBox;

use super::{
    content::Content,
    resolution::Resolution,
    scale::{COARSEST, FINEST, Scale, coarser},
    zero,
};
use crate::cell::{self, Slot, SlotRange};

/// Each is half as fine as the one before, but for one that has a wider zero bucket.
const MOST_GENERATIONS: usize = (FINEST - COARSEST) as usize + 2;

/// Places in the table of a generation: more than buckets, so that a search is short.
const PLACES: usize = 256;

/// How many buckets a generation has at most.
pub(super) const MOST_BUCKETS: usize = 160;

/// Slots are taken in pieces, because most histograms have few buckets.
const PIECE: usize = 16;

/// Beside the buckets: what is near zero, and what is not a number.
const APART: usize = 2;

/// The index of a bucket and, in the lowest bit, whether its values are below zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key(u32);

/// All buckets.
pub(super) struct Table {
    widest_zero: i32,
    generations: [OnceBox<Generation>; MOST_GENERATIONS],
    current: AtomicUsize,
    apart: SlotRange,
}

struct Generation {
    scale: Scale,
    /// Where the zero bucket ends: the exponent of a power of two, and that.
    zero: i32,
    zero_threshold: f64,
    /// Each is 0, or a key in the upper half and a slot in the lower.
    places: [AtomicU64; PLACES],
    added: Mutex<Added>,
}

#[derive(Default)]
struct Added {
    pieces: Vec<SlotRange>,
    buckets: usize,
}

impl Table {
    pub(super) fn new(resolution: Resolution) -> Self {
        let Resolution { schema, widest_zero } = resolution;
        let generations = [const { OnceBox::new() }; MOST_GENERATIONS];
        _ = generations[0].set(Box::new(Generation::new(schema, zero::NARROWEST)));
        Self { widest_zero, generations, current: AtomicUsize::new(0), apart: SlotRange::allocate(APART) }
    }

    /// The slot that counts this value.
    #[inline]
    pub(super) fn slot_of(&self, value: f64) -> Slot {
        let distance = value.abs();
        let mut number = self.current.load(Acquire);
        while let Some(generation) = self.generations.get(number).and_then(OnceBox::get) {
            if distance <= generation.zero_threshold {
                break;
            }
            if value.is_nan() {
                return self.not_a_number();
            }
            let key = Key::new(generation.scale.index_of(distance), value < 0.0);
            if let Some(slot) = generation.find(key).or_else(|| generation.add(key)) {
                return slot;
            }
            number = self.begin_next(number, generation);
        }
        self.near_zero()
    }

    fn near_zero(&self) -> Slot {
        self.apart.first()
    }

    fn not_a_number(&self) -> Slot {
        self.apart.first().offset(1)
    }

    /// A generation with fewer buckets; where another thread has begun one, that.
    #[cold]
    fn begin_next(&self, number: usize, full: &Generation) -> usize {
        let next = number + 1;
        if let Some(place) = self.generations.get(next) {
            place.get_or_init(|| Box::new(full.next(self.widest_zero)));
            // Release: who sees the number sees the generation. Another thread may be further already.
            _ = self.current.compare_exchange(number, next, Release, Acquire);
        }
        next
    }

    /// Adds all generations together.
    pub(super) fn add_to(&self, content: &mut Content) {
        // As many as there are now: another one may begin meanwhile, which would be coarser than what is added to.
        let begun = self.generations.iter().take_while(|generation| generation.get().is_some()).count();
        let generations = || self.generations[..begun].iter().filter_map(OnceBox::get);
        for generation in generations() {
            content.lower_to(generation.scale.schema());
            content.widen_to(generation.zero);
        }
        for generation in generations() {
            let halvings = generation.scale.schema() - content.schema;
            generation.add_to(|key, count| {
                let key = key.coarser(halvings);
                content.push(key.is_negative(), key.index(), count);
            });
        }
        let mut others = [0; 2];
        cell::add_integers_of(&[self.near_zero(), self.not_a_number()], 1, &mut others);
        content.zero_count = content.zero_count.wrapping_add(others[0]);
        content.not_a_number = content.not_a_number.wrapping_add(others[1]);
    }
}

impl Generation {
    fn new(schema: i32, zero: i32) -> Self {
        let places = [const { AtomicU64::new(0) }; PLACES];
        let (scale, zero_threshold) = (Scale::new(schema), zero::threshold(zero));
        Self { scale, zero, zero_threshold, places, added: Mutex::default() }
    }

    /// Calls `add` with what is in each bucket. All are read together, because with many threads to ask one bucket after the other takes long.
    fn add_to(&self, mut add: impl FnMut(Key, u64)) {
        let (mut keys, mut slots) = ([Key(0); MOST_BUCKETS], [Slot::numbered(0); MOST_BUCKETS]);
        let mut count = 0;
        for ((key, slot), (place, starts)) in self.buckets().zip(keys.iter_mut().zip(&mut slots)) {
            (*place, *starts) = (key, slot);
            count += 1;
        }
        let mut counts = [0; MOST_BUCKETS];
        cell::add_integers_of(&slots[..count], 1, &mut counts[..count]);
        keys[..count].iter().zip(counts).for_each(|(key, count)| add(*key, count));
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
    fn next(&self, widest_zero: i32) -> Self {
        let schema = self.scale.schema();
        let last = zero::last_within(widest_zero, schema);
        let makes_room = widest_zero > self.zero && self.buckets().any(|(key, _)| key.index() <= last);
        let next = if makes_room { Self::new(schema, widest_zero) } else { Self::new(schema - 1, self.zero) };
        let last = zero::last_within(next.zero, next.scale.schema());
        let keys = self.buckets().map(|(key, _)| key.coarser(schema - next.scale.schema()));
        for key in keys.filter(|key| key.index() > last) {
            next.add(key);
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
