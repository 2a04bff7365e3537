//! All series of a family.

use std::{
    fmt, mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::series::{Digest, Series};
use crate::{
    cell::{Slot, SlotRange},
    metric::Layout,
    sink::Sink,
};

/// The series of a family. Locked to add a series and, for as long as it takes to fetch what was added, by a scrape; never to
/// count.
pub(crate) struct SeriesSet {
    layout: Layout,
    added: Mutex<Added>,
    /// All series that a scrape has found so far, in order.
    sorted: Mutex<Arc<[Arc<Series>]>>,
}

#[derive(Default)]
struct Added {
    /// Since the last scrape.
    series: Vec<Arc<Series>>,
    slots: Vec<SlotRange>,
}

impl SeriesSet {
    /// No series yet.
    pub(crate) fn new(layout: Layout) -> Self {
        Self { layout, added: Mutex::default(), sorted: Mutex::new(Arc::new([])) }
    }

    /// How each series lies in its slots.
    #[inline]
    pub(crate) fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Adds one series for each text, in consecutive slots, and returns the first slot.
    pub(crate) fn add_block(&self, texts: Vec<Box<str>>) -> Slot {
        self.add(texts.into_iter(), Digest::NONE).0
    }

    /// The same for series that are found by their values, of which it returns the first too.
    pub(super) fn add(
        &self,
        texts: impl ExactSizeIterator<Item = Box<str>>,
        digest: Digest,
    ) -> (Slot, Option<Arc<Series>>) {
        let mut added = self.added();
        let first = added.allocate(texts.len() * self.layout.slots());
        let series = texts.enumerate().map(|(at, text)| {
            let place = first.offset(at * self.layout.slots());
            Arc::new(Series::new(text, digest, place))
        });
        let at = added.series.len();
        added.series.extend(series);
        (first, added.series.get(at).cloned())
    }

    /// Writes all series, in the order of their labels.
    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        for same in self.sorted().chunk_by(|one, next| one.labels() == next.labels()) {
            self.layout.write(same[0].labels(), same.iter().map(|series| series.first()), sink);
        }
    }

    fn sorted(&self) -> Arc<[Arc<Series>]> {
        let mut sorted = self.sorted.lock().unwrap_or_else(PoisonError::into_inner);
        let added = mem::take(&mut self.added().series);
        if !added.is_empty() {
            let mut all: Vec<_> = sorted.iter().cloned().chain(added).collect();
            // Stable: it is quick where most is in order, and that the order of equal ones stays is as well.
            all.sort_by(|one, other| one.labels().cmp(&other.labels()));
            *sorted = all.into();
        }
        sorted.clone()
    }

    fn added(&self) -> MutexGuard<'_, Added> {
        self.added.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Added {
    /// Series that are added one after the other mostly lie one after the other, so this is one range, not one for each.
    fn allocate(&mut self, slots: usize) -> Slot {
        let slots = SlotRange::allocate(slots);
        let first = slots.first();
        let rest = match self.slots.last_mut() {
            Some(last) => last.join(slots).err(),
            None => Some(slots),
        };
        self.slots.extend(rest);
        first
    }
}

impl fmt::Debug for SeriesSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not under the lock, because the writer is the user's.
        f.debug_set().entries(self.sorted().iter().map(|series| series.labels())).finish()
    }
}
