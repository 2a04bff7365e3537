//! The tables of all series of a family.

use std::sync::{Arc, Mutex, PoisonError};

use super::table::{Content, Table};
use crate::cell::{Hashed, Index, Slot};

/// Finds the buckets of a series by its first slot. Series of native histograms stay for as long as their family does.
#[derive(Debug)]
pub(in crate::metric) struct Tables {
    schema: i32,
    found: Index<OfSeries>,
    adding: Mutex<()>,
}

struct OfSeries {
    first: Slot,
    table: Table,
}

impl Tables {
    pub(in crate::metric) const fn new(schema: i32) -> Self {
        Self { schema, found: Index::new(), adding: Mutex::new(()) }
    }

    /// The slot that counts this value of the series that starts at `first`; `None` for what is near zero.
    #[inline]
    pub(in crate::metric) fn slot_of(&self, first: Slot, value: f64) -> Option<Slot> {
        self.find(first).or_else(|| self.add(first))?.slot_of(value)
    }

    /// What is in the buckets of the series that starts at `first`.
    pub(super) fn content(&self, first: Slot) -> Content {
        self.find(first).map_or_else(|| Table::new(self.schema).content(), Table::content)
    }

    #[inline]
    fn find(&self, first: Slot) -> Option<&Table> {
        let found = self.found.find(hash(first), |series| series.first == first);
        found.map(|series| &series.table)
    }

    #[cold]
    fn add(&self, first: Slot) -> Option<&Table> {
        let _adding = self.adding.lock().unwrap_or_else(PoisonError::into_inner);
        // Another thread may have added it while this one waited.
        if self.find(first).is_none() {
            self.found.insert(Arc::new(OfSeries { first, table: Table::new(self.schema) }));
        }
        self.find(first)
    }
}

impl Hashed for OfSeries {
    fn hash(&self) -> u32 {
        hash(self.first)
    }
}

/// Series follow each other in steps that are the same: their numbers are spread well enough by a multiplication.
fn hash(first: Slot) -> u32 {
    first.number().wrapping_mul(0x9e37_79b9)
}
