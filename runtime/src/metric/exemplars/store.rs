//! Where the exemplars of a family are.

use std::sync::{Arc, Mutex};

use super::{
    Place,
    cell::{Cell, Origin},
};
use crate::{
    cell::{Hashed, Index, Slot},
    exemplar::Exemplar,
};

/// Finds the exemplars of a series by its first slot, without a lock.
#[derive(Debug)]
pub(super) struct Store {
    each: usize,
    found: Index<OfSeries>,
    adding: Mutex<()>,
}

struct OfSeries {
    first: Slot,
    cells: Box<[Cell]>,
}

impl Store {
    pub(super) const fn new(each: usize) -> Self {
        Self { each, found: Index::new(), adding: Mutex::new(()) }
    }

    /// The cells of the series that starts there; none where nothing of it was ever kept.
    pub(super) fn of_series(&self, first: Slot) -> &[Cell] {
        let found = self.found.find(first.hash(), |series| series.first == first);
        found.map_or(&[], |series| &series.cells)
    }

    /// Whether there is none from the same origin that is too young to be followed.
    pub(super) fn is_due(&self, place: Place, origin: Origin, now: u64) -> bool {
        self.of_series(place.first).get(place.number).is_none_or(|cell| cell.is_due(origin, now))
    }

    /// Keeps it, unless somebody else is just keeping another one.
    pub(super) fn keep(&self, place: Place, exemplar: Exemplar, origin: Origin, now: u64) {
        if self.of_series(place.first).is_empty() {
            self.add(place.first);
        }
        if let Some(cell) = self.of_series(place.first).get(place.number) {
            cell.keep(exemplar, origin, now);
        }
    }

    fn add(&self, first: Slot) {
        let Ok(_adding) = self.adding.try_lock() else { return };
        // Another thread may have added it by now.
        if self.of_series(first).is_empty() {
            let cells = std::iter::repeat_with(Cell::default).take(self.each).collect();
            self.found.insert(Arc::new(OfSeries { first, cells }));
        }
    }
}

impl Hashed for OfSeries {
    fn hash(&self) -> u32 {
        self.first.hash()
    }
}
