//! A series that can go.

use crate::{
    cell::{Hashed, Slot, SlotRange, Uses},
    family::series::{Digest, Series},
    metric::Layout,
    timestamp::Timestamp,
};

/// A series with slots of its own, which are free again when nobody holds the entry.
#[derive(Debug)]
pub(super) struct Entry {
    series: Series,
    created: Timestamp,
    uses: Uses,
    #[allow(dead_code, reason = "kept for as long as the series is")]
    slots: SlotRange,
}

/// A use of an entry that has begun; who has it ends it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Taken {
    pub(super) first: Slot,
    pub(super) uses: Uses,
}

impl Entry {
    pub(super) fn new(text: Box<str>, digest: Digest, layout: &Layout) -> Self {
        let slots = SlotRange::allocate(layout.slots() + Uses::SLOTS);
        let uses = Uses::at(slots.first().offset(layout.slots()));
        // They may have been those of a series that went, and nobody records into these yet.
        layout.forget_exemplars(slots.first());
        let created = Timestamp::now();
        Self { series: Series::new(text, digest, slots.first()), created, uses, slots }
    }

    pub(super) fn series(&self) -> &Series {
        &self.series
    }

    pub(super) fn created(&self) -> Timestamp {
        self.created
    }

    pub(super) fn uses(&self) -> Uses {
        self.uses
    }

    /// Takes it into use.
    #[inline]
    pub(super) fn take(&self) -> Taken {
        self.uses.begin();
        Taken { first: self.series.first(), uses: self.uses }
    }
}

impl Hashed for Entry {
    #[inline]
    fn hash(&self) -> u32 {
        self.series.hash()
    }
}
