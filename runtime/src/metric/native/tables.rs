//! The tables of all series of a family.

use std::sync::{Arc, Mutex, PoisonError};

use once_cell::race::OnceBox;

use super::{content::Content, resolution::Resolution, table::Table};
use crate::cell::{Hashed, Index, Slot};

/// Finds the buckets of a series by its first slot. Series of native histograms stay for as long as their family does.
#[derive(Debug)]
pub(in crate::metric) struct Tables {
    /// Where all series of the family have native buckets, and not those alone that were declared to.
    of_all: Option<Resolution>,
    found: Index<OfSeries>,
    adding: Mutex<()>,
}

struct OfSeries {
    first: Slot,
    resolution: Resolution,
    /// Made for the first observation.
    table: OnceBox<Table>,
}

impl Tables {
    /// Of no series, until one is declared.
    pub(in crate::metric) const fn of_none() -> Self {
        Self::new(None)
    }

    /// Of all series.
    pub(in crate::metric) const fn of_all(resolution: Resolution) -> Self {
        Self::new(Some(resolution))
    }

    /// The same, as fine, if they are of all series.
    pub(in crate::metric) fn with_resolution(mut self, resolution: Resolution) -> Self {
        self.of_all = self.of_all.map(|_| resolution);
        self
    }

    const fn new(of_all: Option<Resolution>) -> Self {
        Self { of_all, found: Index::new(), adding: Mutex::new(()) }
    }

    /// The series that starts at `first` has native buckets.
    pub(in crate::metric) fn declare(&self, first: Slot, resolution: Resolution) {
        let _adding = self.adding.lock().unwrap_or_else(PoisonError::into_inner);
        // Another thread may have added it while this one waited.
        if self.find(first).is_none() {
            self.found.insert(Arc::new(OfSeries { first, resolution, table: OnceBox::new() }));
        }
    }

    /// Whether the series that starts at `first` has native buckets.
    pub(in crate::metric) fn has(&self, first: Slot) -> bool {
        self.of_all.is_some() || self.find(first).is_some()
    }

    /// The slot that counts this value of the series that starts at `first`.
    #[inline]
    pub(in crate::metric) fn slot_of(&self, first: Slot, value: f64) -> Slot {
        let series = self.find(first).unwrap_or_else(|| self.add(first));
        series.table.get().unwrap_or_else(|| series.make()).slot_of(value)
    }

    /// Adds what is in the buckets of the series that starts at `first`.
    pub(super) fn add_to(&self, content: &mut Content, first: Slot) {
        match self.find(first) {
            Some(series) => content.add(series.resolution, series.table.get()),
            None => content.add(self.of_all.unwrap_or(Resolution::DEFAULT), None),
        }
    }

    #[inline]
    fn find(&self, first: Slot) -> Option<&OfSeries> {
        self.found.find(first.hash(), |series| series.first == first)
    }

    #[cold]
    fn add(&self, first: Slot) -> &OfSeries {
        self.declare(first, self.of_all.unwrap_or(Resolution::DEFAULT));
        self.find(first).expect("it was added, and stays")
    }
}

impl OfSeries {
    #[cold]
    fn make(&self) -> &Table {
        self.table.get_or_init(|| Box::new(Table::new(self.resolution)))
    }
}

impl Hashed for OfSeries {
    fn hash(&self) -> u32 {
        self.first.hash()
    }
}
