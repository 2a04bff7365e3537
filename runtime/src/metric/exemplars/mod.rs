//! The exemplars of a family.
//!
//! The last one of each counter and of each bucket of a histogram is kept, so memory is bounded by the number of those, and nothing is taken
//! until there is a first. Recording never waits: who finds an exemplar that is young enough, or somebody else who is keeping one, goes on.

mod cell;
mod recording;
mod store;
#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
};

use cell::Cell;
pub(super) use cell::Origin;
use once_cell::race::OnceBox;
use store::Store;

use crate::{
    cell::Slot,
    clock,
    exemplar::{Exemplar, ExemplarLabels, SpanIds},
    sink::Sink,
    timestamp::Timestamp,
};

/// The exemplars of all series of a family.
#[derive(Debug)]
pub(crate) struct Exemplars {
    /// How many a series can have; none where its kind has no exemplars.
    each: usize,
    store: OnceBox<Store>,
    /// How many were not kept, because no page could show their labels.
    refused: AtomicU64,
}

/// Which exemplar of a family.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// The first slot of the series.
    pub(crate) first: Slot,
    /// Which of the series.
    pub(crate) number: usize,
}

impl Exemplars {
    pub(super) const fn new(each: usize) -> Self {
        Self { each, store: OnceBox::new(), refused: AtomicU64::new(0) }
    }

    /// How many were not kept, because no page could show their labels.
    pub(crate) fn refused(&self) -> u64 {
        self.refused.load(Relaxed)
    }

    /// Keeps an observation that was made in this span, where it is time for another one.
    fn keep_span(&self, place: Place, value: f64, span: SpanIds) {
        self.offer(place, value, Origin::Span, span);
    }

    /// Keeps an observation with labels that were written by hand, where it is time for another one.
    pub(super) fn keep_by_hand(&self, place: Place, value: f64, labels: impl ExemplarLabels) {
        self.offer(place, value, Origin::Hand, labels);
    }

    fn offer(&self, place: Place, value: f64, origin: Origin, labels: impl ExemplarLabels) {
        if value.is_nan() || place.number >= self.each {
            return;
        }
        let now = clock::now();
        if self.store.get().is_none_or(|store| store.is_due(place, origin, now)) {
            // The labels run the user's code: before any lock.
            match Exemplar::new(labels.labels(), value) {
                Some(exemplar) => self.store().keep(place, exemplar.at(Timestamp::now()), origin, now),
                None => _ = self.refused.fetch_add(1, Relaxed),
            }
        }
    }

    fn store(&self) -> &Store {
        self.store.get_or_init(|| Box::new(Store::new(self.each)))
    }

    fn forget(&self, first: Slot) {
        if let Some(store) = self.store.get() {
            store.of_series(first).iter().for_each(Cell::forget);
        }
    }

    /// Whether there are any, and who is written to has a use for them.
    #[inline]
    pub(super) fn are_for(&self, sink: &dyn Sink) -> bool {
        self.store.get().is_some() && sink.takes_exemplars()
    }

    /// The newest of the counters that start there.
    #[inline]
    pub(super) fn newest(&self, starts: &[Slot]) -> Option<Exemplar> {
        let store = self.store.get()?;
        Self::newest_in(store, starts)
    }

    #[cold]
    fn newest_in(store: &Store, starts: &[Slot]) -> Option<Exemplar> {
        let all = starts.iter().flat_map(|first| store.of_series(*first)).filter_map(Cell::read);
        all.max_by_key(Exemplar::time)
    }

    /// Those of the series that start there, by their numbers; the newest where several have one. What is beyond the last number has that.
    pub(super) fn numbered(&self, starts: &[Slot], last: usize) -> Vec<(usize, Exemplar)> {
        let Some(store) = self.store.get() else { return Vec::new() };
        let mut newest: BTreeMap<usize, Exemplar> = BTreeMap::new();
        for (number, cell) in starts.iter().flat_map(|first| store.of_series(*first).iter().enumerate()) {
            let number = number.min(last);
            if let Some(exemplar) = cell.read()
                && newest.get(&number).is_none_or(|other| other.time() <= exemplar.time())
            {
                newest.insert(number, exemplar);
            }
        }
        newest.into_iter().collect()
    }

    /// Those of the series that start there, in the order of their time.
    pub(super) fn in_order(&self, starts: &[Slot]) -> Vec<Exemplar> {
        let numbered = self.numbered(starts, self.each);
        let mut all: Vec<Exemplar> = numbered.into_iter().map(|(_, exemplar)| exemplar).collect();
        all.sort_by_key(Exemplar::time);
        all
    }
}

/// How many a native histogram has, whose buckets are too many for one each.
pub(super) const OF_NATIVE: usize = 16;

/// Which of them an observation may become: values of unlike size have places of their own, each of one power of two and of that 2^16
/// times as large.
pub(super) const fn number_in_native(value: f64) -> usize {
    (value.to_bits() >> 52) as usize % OF_NATIVE
}
