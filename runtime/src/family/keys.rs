//! From open label values to slots.

use std::{
    hash::{BuildHasher, Hasher},
    sync::{Mutex, OnceLock, PoisonError},
};

use foldhash::fast::RandomState;

use super::{OVERFLOW, SeriesSet, with_label};
use crate::{
    cell::{Index, Slot},
    label::{Key, LabelDescriptor, LabelSet, combinations},
};

/// Where the block of a key is.
struct Found {
    key: Key,
    first: Slot,
}

/// Finds the series of a family, or of a call site, by the values of its labels: one hash, one probe and a full
/// comparison, without a lock and without an allocation once the series exists.
pub(crate) struct Keys {
    /// What each key is followed by: one text for each series of its block.
    endings: Box<[String]>,
    index: Index<Found>,
    /// The first slot of the block for everything past the limit.
    overflow: OnceLock<Slot>,
    adding: Mutex<()>,
}

impl Keys {
    /// No keys yet; each will have one series for each of `endings`, in consecutive slots.
    pub(crate) fn new(endings: Box<[String]>) -> Self {
        let (index, overflow) = (Index::new(), OnceLock::new());
        Self { endings, index, overflow, adding: Mutex::new(()) }
    }

    /// The first slot of the block with these values; added to `set` if there is none and the limit allows.
    #[inline]
    pub(crate) fn find_or_add<L: LabelSet>(
        &self,
        labels: &[LabelDescriptor],
        values: &L,
        set: &SeriesSet,
    ) -> Slot {
        let hash = hash(values);
        let found = self.index.find(hash, |found| found.key.matches(labels, values));
        found.map_or_else(|| self.add(hash, labels, values, set), |found| found.first)
    }

    #[cold]
    fn add<L: LabelSet>(&self, hash: u64, labels: &[LabelDescriptor], values: &L, set: &SeriesSet) -> Slot {
        // Series are never removed, so where there is an overflow there is no room: no need to ask for the lock, which
        // somebody who floods a label with values would otherwise make everyone queue for.
        let is_limited = combinations(L::LABELS).is_none();
        if let (true, Some(first)) = (is_limited, self.overflow.get()) {
            set.count_overflow();
            return *first;
        }
        // Before the lock, because it runs the user's code.
        let texts = self.texts_of(labels, values);
        let _adding = self.adding.lock().unwrap_or_else(PoisonError::into_inner);
        // Another thread may have added it while this one waited.
        let is_ours = |found: &Found| texts.first().is_some_and(|text| found.key.text() == text);
        if let Some(found) = self.index.find(hash, is_ours) {
            return found.first;
        }
        if let Some((first, series)) = set.try_add_block(&texts, is_limited) {
            let key = Key::new(series.text(), self.key_length(series.labels().as_str()));
            self.index.insert(hash, Found { key, first });
            return first;
        }
        set.count_overflow();
        *self.overflow.get_or_init(|| set.add_block(&self.texts(labels, std::iter::repeat(OVERFLOW))))
    }

    fn texts_of<L: LabelSet>(&self, labels: &[LabelDescriptor], values: &L) -> Vec<String> {
        let mut written = Vec::with_capacity(labels.len());
        values.visit(&mut |value| written.push(value.to_owned()));
        self.texts(labels, written.iter().map(String::as_str))
    }

    /// How much of the text of a block's first series is the key.
    fn key_length(&self, text: &str) -> usize {
        let ending = self.endings.first().map_or(0, String::len);
        text.len() - ending - usize::from(ending > 0)
    }

    fn texts<'a>(
        &self,
        labels: &[LabelDescriptor],
        mut values: impl Iterator<Item = &'a str>,
    ) -> Vec<String> {
        let key = labels.iter().fold(String::new(), |text, label| {
            let value = label.fixed_value().or_else(|| values.next()).unwrap_or_default();
            with_label(&text, label.name(), value)
        });
        self.endings.iter().map(|ending| join(&key, ending)).collect()
    }
}

/// The text of a key with what it is followed by.
pub(crate) fn join(key: &str, ending: &str) -> String {
    if key.is_empty() || ending.is_empty() { [key, ending].concat() } else { [key, ",", ending].concat() }
}

/// A hash of all values. Seeded differently in every process, so that nobody can prepare values that collide.
#[inline]
fn hash<L: LabelSet>(values: &L) -> u64 {
    static SEED: OnceLock<RandomState> = OnceLock::new();
    let mut hasher = SEED.get_or_init(RandomState::default).build_hasher();
    values.visit(&mut |value| {
        hasher.write(value.as_bytes());
        // A byte that no text contains, so that `ab`, `c` and `a`, `bc` are not the same bytes.
        hasher.write_u8(0xff);
    });
    hasher.finish()
}
