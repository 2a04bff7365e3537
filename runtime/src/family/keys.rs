//! From open label values to slots.

use std::{
    hash::{BuildHasher, Hasher},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use foldhash::fast::RandomState;

use super::{
    SeriesSet,
    overflow::Overflowed,
    room::{Room, VALUE_LIMIT},
    series::{Digest, Series},
};
use crate::{
    cell::{Index, Slot},
    label::{KeyPattern, LabelDescriptor, LabelSet, Lengths, combinations, push_label},
    metric::Resolution,
};

/// Finds the series of a family, or of a call site, by the values of its labels: one hash, one probe and a full
/// comparison, without a lock and without an allocation once the series exists.
pub(crate) struct Keys {
    /// What each key is followed by: one text for each series of its block.
    endings: Box<[String]>,
    pattern: KeyPattern,
    /// Different in every process, so that nobody can prepare values that collide.
    seed: RandomState,
    /// The first series of each block.
    index: Index<Series>,
    /// How many keys were added on demand; only grows, and under the lock.
    added: AtomicUsize,
    adding: Mutex<()>,
    /// How many of those there may be where a label is open, unless the family says so.
    limit: Option<usize>,
    /// How fine the native buckets are that each series has beside the classic ones, if any.
    native: Option<Resolution>,
}

/// Calls what it is given with the value of every label.
pub(super) type Visit<'a> = dyn Fn(&mut dyn FnMut(&str)) + 'a;

impl Keys {
    /// No keys yet; each will have one series for each of `endings`, in consecutive slots.
    pub(crate) fn new(labels: &[LabelDescriptor], endings: Box<[String]>, limit: Option<usize>) -> Self {
        let pattern = KeyPattern::new(labels, endings.first().map_or("", String::as_str));
        Self {
            endings,
            pattern,
            seed: RandomState::default(),
            index: Index::new(),
            added: AtomicUsize::new(0),
            adding: Mutex::new(()),
            limit,
            native: None,
        }
    }

    /// The same, whose series have native buckets beside the classic ones.
    pub(crate) fn with_native(mut self, resolution: Option<Resolution>) -> Self {
        self.native = resolution;
        self
    }

    /// How many series each key has.
    pub(crate) fn series_each(&self) -> usize {
        self.endings.len()
    }

    /// The first slot of the block with these values; added to `set` if there is none and the room allows.
    #[inline]
    pub(crate) fn find_or_add<L: LabelSet>(
        &self,
        labels: &[LabelDescriptor],
        values: &L,
        set: &SeriesSet,
        room: &Room,
    ) -> Slot {
        let digest = digest(&self.seed, values);
        self.find(digest, values).unwrap_or_else(|| {
            let is_limited = const { combinations(L::LABELS).is_none() };
            let added = self.add_or_refuse(digest, labels, values, is_limited, set, room);
            added.unwrap_or_else(|| self.overflow(labels, &Overflowed(values), set))
        })
    }

    /// The same where it is known only when the program runs which labels there are; `None` where there is no room.
    #[cfg(feature = "http")]
    pub(super) fn find_or_refuse<L: LabelSet>(
        &self,
        labels: &[LabelDescriptor],
        values: &L,
        set: &SeriesSet,
        room: &Room,
    ) -> Option<Slot> {
        let digest = digest(&self.seed, values);
        let is_limited = combinations(labels).is_none();
        let found = self.find(digest, values);
        found.or_else(|| self.add_or_refuse(digest, labels, values, is_limited, set, room))
    }

    #[inline]
    fn find<L: LabelSet>(&self, digest: Digest, values: &L) -> Option<Slot> {
        let found = self.index.find(digest.hash, |series| series.has(values, digest.lengths, &self.pattern));
        found.map(Series::first)
    }

    /// `None` where there is no room, which is counted.
    #[cold]
    fn add_or_refuse<L: LabelSet>(
        &self,
        digest: Digest,
        labels: &[LabelDescriptor],
        values: &L,
        is_limited: bool,
        set: &SeriesSet,
        room: &Room,
    ) -> Option<Slot> {
        let visit = |each: &mut dyn FnMut(&str)| values.visit(&mut |value| each(value));
        if is_limited {
            room.open();
        }
        let limit = if is_limited { room.limit_or(self.limit) } else { usize::MAX };
        let added = self.add(digest, labels, &visit, limit, set);
        if added.is_none() {
            room.refuse(limit, || Key::new(labels, &visit));
        }
        added
    }

    /// The block that takes what has no room: found by its values as any other, and not counted.
    pub(super) fn overflow<L: LabelSet>(
        &self,
        labels: &[LabelDescriptor],
        values: &L,
        set: &SeriesSet,
    ) -> Slot {
        let digest = digest(&self.seed, values);
        self.find(digest, values).unwrap_or_else(|| {
            let visit = |each: &mut dyn FnMut(&str)| values.visit(&mut |value| each(value));
            let key = Key::new(labels, &visit);
            let _adding = self.adding.lock().unwrap_or_else(PoisonError::into_inner);
            self.find_text(digest, &key.text).unwrap_or_else(|| self.add_key(digest, key, set))
        })
    }

    /// `None` where there is no room. Not generic: otherwise it would be compiled for every label set.
    fn add(
        &self,
        digest: Digest,
        labels: &[LabelDescriptor],
        visit: &Visit<'_>,
        limit: usize,
        set: &SeriesSet,
    ) -> Option<Slot> {
        // Keys are never removed: no need to ask for the lock, which somebody who floods a label with values would otherwise make
        // everyone queue for.
        if self.added.load(Relaxed) >= limit {
            return None;
        }
        // Before the lock, because it runs the user's code.
        let key = Key::new(labels, visit);
        if limit < usize::MAX && key.is_too_long {
            return None;
        }
        let _adding = self.adding.lock().unwrap_or_else(PoisonError::into_inner);
        // Another thread may have added it while this one waited.
        if let Some(first) = self.find_text(digest, &key.text) {
            return Some(first);
        }
        let added = self.added.load(Relaxed);
        (added < limit).then(|| {
            self.added.store(added + 1, Relaxed);
            self.add_key(digest, key, set)
        })
    }

    fn find_text(&self, digest: Digest, text: &str) -> Option<Slot> {
        let ending = self.endings.first().map_or("", String::as_str);
        let found = self.index.find(digest.hash, |series| series.is_written(text, ending));
        found.map(Series::first)
    }

    /// Adds a block; the caller has the lock, and there is none with this text.
    fn add_key(&self, digest: Digest, key: Key, set: &SeriesSet) -> Slot {
        let digest = key.digest(digest);
        let (first, series) = match &*self.endings {
            [ending] if ending.is_empty() => set.add([key.text.into_boxed_str()].into_iter(), digest),
            _ => set.add(self.texts(&key.text), digest),
        };
        set.layout().declare_native(first, self.endings.len(), self.native);
        if let Some(series) = series {
            self.index.insert(series);
        }
        first
    }

    /// The text of each series of a key's block.
    pub(crate) fn texts(&self, key: &str) -> impl ExactSizeIterator<Item = Box<str>> {
        self.endings.iter().map(|ending| join(key, ending).into_boxed_str())
    }
}

/// What values are found by.
#[inline]
pub(super) fn digest<L: LabelSet>(seed: &RandomState, values: &L) -> Digest {
    let mut hasher = seed.build_hasher();
    let mut lengths = Lengths::NONE;
    values.visit(&mut |value| {
        hasher.write(value.as_bytes());
        lengths = lengths.and(value);
    });
    // So that `ab`, `c` and `a`, `bc` are not the same.
    hasher.write_u64(lengths.to_bits());
    #[allow(clippy::cast_possible_truncation, reason = "half of it says enough; all is compared anyway")]
    Digest { lengths, hash: hasher.finish() as u32 }
}

/// Labels with their values, written out.
pub(super) struct Key {
    pub(super) text: String,
    /// Whether a label is not in the text, because its value is empty.
    leaves_out: bool,
    /// Whether an open label has a value that no series is made for.
    pub(super) is_too_long: bool,
}

/// Room for the labels of most series, so that their text grows in one piece.
const USUAL_LENGTH: usize = 96;

impl Key {
    /// Labels with the values that `visit` goes through.
    pub(super) fn new(labels: &[LabelDescriptor], visit: &Visit<'_>) -> Self {
        let mut key =
            Self { text: String::with_capacity(USUAL_LENGTH), leaves_out: false, is_too_long: false };
        let mut labels = labels.iter();
        visit(&mut |value| {
            if let Some(label) = labels.find(|label| key.push_fixed(label).is_none()) {
                key.push(label, value);
            }
        });
        labels.for_each(|label| _ = key.push_fixed(label));
        key
    }

    /// What the values are found by as they stand in the text.
    pub(super) fn digest(&self, digest: Digest) -> Digest {
        Digest { lengths: digest.lengths.written_in(&self.text, self.leaves_out), ..digest }
    }

    /// An empty value is to Prometheus no label, and a page with both would have the series twice. A fixed label stays, as all series
    /// have it.
    fn push(&mut self, label: &LabelDescriptor, value: &str) {
        if value.is_empty() {
            self.leaves_out = true;
        } else {
            self.is_too_long |= value.len() > VALUE_LIMIT && label.values().is_none();
            push_label(&mut self.text, label.name(), value);
        }
    }

    fn push_fixed(&mut self, label: &LabelDescriptor) -> Option<()> {
        label.fixed_value().map(|value| push_label(&mut self.text, label.name(), value))
    }
}

/// The text of a key with what it is followed by.
fn join(key: &str, ending: &str) -> String {
    if key.is_empty() || ending.is_empty() { [key, ending].concat() } else { [key, ",", ending].concat() }
}
