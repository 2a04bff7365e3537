//! From open label values to slots.

use std::{
    hash::{BuildHasher, Hasher},
    sync::{Mutex, OnceLock, PoisonError},
};

use foldhash::fast::RandomState;

use super::{
    OVERFLOW, SeriesSet,
    series::{Digest, Series},
    with_value,
};
use crate::{
    cell::{Index, Slot},
    label::{KeyPattern, LabelDescriptor, LabelSet, Lengths, combinations},
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
    /// The first slot of the block for everything past the limit.
    overflow: OnceLock<Slot>,
    /// How many keys were added on demand.
    added: Mutex<usize>,
    /// How many of those there may be where a label is open.
    limit: usize,
}

/// Calls what it is given with the value of every label.
type Visit<'a> = dyn Fn(&mut dyn FnMut(&str)) + 'a;

impl Keys {
    /// No keys yet; each will have one series for each of `endings`, in consecutive slots.
    pub(crate) fn new(labels: &[LabelDescriptor], endings: Box<[String]>, limit: usize) -> Self {
        let pattern = KeyPattern::new(labels, endings.first().map_or("", String::as_str));
        Self {
            endings,
            pattern,
            seed: RandomState::default(),
            index: Index::new(),
            overflow: OnceLock::new(),
            added: Mutex::new(0),
            limit,
        }
    }

    /// How many series each key has.
    pub(crate) fn series_each(&self) -> usize {
        self.endings.len()
    }

    /// The first slot of the block with these values; added to `set` if there is none and the limit allows.
    #[inline]
    pub(crate) fn find_or_add<L: LabelSet>(
        &self,
        labels: &[LabelDescriptor],
        values: &L,
        set: &SeriesSet,
    ) -> Slot {
        let digest = self.digest(values);
        let found = self.index.find(digest.hash, |series| series.has(values, digest.lengths, &self.pattern));
        if let Some(series) = found {
            return series.first();
        }
        let is_limited = const { combinations(L::LABELS).is_none() };
        self.add(digest, labels, &|each| values.visit(&mut |value| each(value)), is_limited, set)
    }

    #[inline]
    fn digest<L: LabelSet>(&self, values: &L) -> Digest {
        let mut hasher = self.seed.build_hasher();
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

    /// Not generic: otherwise it would be compiled for every label set.
    #[cold]
    fn add(
        &self,
        digest: Digest,
        labels: &[LabelDescriptor],
        visit: &Visit<'_>,
        is_limited: bool,
        set: &SeriesSet,
    ) -> Slot {
        // Series are never removed, so where there is an overflow there is no room: no need to ask for the lock, which
        // somebody who floods a label with values would otherwise make everyone queue for.
        if let (true, Some(first)) = (is_limited, self.overflow.get()) {
            set.count_overflow();
            return *first;
        }
        // Before the lock, because it runs the user's code.
        let mut written = Vec::with_capacity(labels.len());
        visit(&mut |value| written.push(value.to_owned()));
        let key = key(labels, written.iter().map(String::as_str));
        let digest = Digest { lengths: digest.lengths.written_in(&key, &written), ..digest };
        let texts = self.texts(&key);
        let mut added = self.added.lock().unwrap_or_else(PoisonError::into_inner);
        // Another thread may have added it while this one waited.
        if let Some(series) = self
            .index
            .find(digest.hash, |series| texts.first().is_some_and(|text| series.labels().as_str() == text))
        {
            return series.first();
        }
        if (!is_limited || *added < self.limit)
            && let (first, Some(series)) = set.add(&texts, digest)
        {
            *added += 1;
            self.index.insert(series);
            return first;
        }
        set.count_overflow();
        let key_of_overflow = self::key(labels, std::iter::repeat(OVERFLOW));
        *self.overflow.get_or_init(|| set.add_block(&self.texts(&key_of_overflow)))
    }

    /// The text of each series of a key's block.
    pub(crate) fn texts(&self, key: &str) -> Vec<String> {
        self.endings.iter().map(|ending| join(key, ending)).collect()
    }
}

/// The text of labels with these values.
fn key<'a>(labels: &[LabelDescriptor], mut values: impl Iterator<Item = &'a str>) -> String {
    labels.iter().fold(String::new(), |text, label| {
        let value = label.fixed_value().or_else(|| values.next()).unwrap_or_default();
        with_value(&text, label, value)
    })
}

/// The text of a key with what it is followed by.
fn join(key: &str, ending: &str) -> String {
    if key.is_empty() || ending.is_empty() { [key, ending].concat() } else { [key, ",", ending].concat() }
}
