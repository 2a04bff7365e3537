//! All series of a family.

use std::{
    fmt, mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{
    series::{Digest, Series},
    sorted::{self, Sorted},
};
use crate::{
    cell::{Slot, SlotRange},
    metric::Layout,
    sink::Sink,
    timestamp::Timestamp,
};

/// The series of a family. Locked to add a series and, for as long as it takes to fetch what was added, by a scrape; never to
/// count.
pub(crate) struct SeriesSet {
    layout: Layout,
    /// Since when the set tells time, in tenths of a second.
    made: Timestamp,
    added: Mutex<Added>,
    /// All series that a scrape has found so far, in order.
    sorted: Mutex<Arc<Sorted>>,
}

#[derive(Default)]
struct Added {
    /// Since the last scrape.
    series: Vec<sorted::Added>,
    slots: Vec<SlotRange>,
}

/// How many milliseconds a set counts as one.
const TICK: u64 = 100;

impl SeriesSet {
    /// No series yet.
    pub(crate) fn new(layout: Layout) -> Self {
        Self { layout, made: Timestamp::now(), added: Mutex::default(), sorted: Mutex::default() }
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
        let born = self.now();
        let mut added = self.added();
        let first = added.allocate(texts.len() * self.layout.slots());
        let series = texts.enumerate().map(|(at, text)| {
            let place = first.offset(at * self.layout.slots());
            sorted::Added { series: Arc::new(Series::new(text, digest, place)), born }
        });
        let at = added.series.len();
        added.series.extend(series);
        (first, added.series.get(at).map(|added| added.series.clone()))
    }

    /// Writes all series, in the order of their labels.
    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        let made = self.made.milliseconds();
        let created = |born: u32| Timestamp::from_milliseconds(made + u64::from(born) * TICK);
        self.sorted().write(&self.layout, created, sink);
    }

    /// Never later than it is.
    fn now(&self) -> u32 {
        let since = Timestamp::now().milliseconds().saturating_sub(self.made.milliseconds());
        u32::try_from(since / TICK).unwrap_or(u32::MAX)
    }

    fn sorted(&self) -> Arc<Sorted> {
        let mut sorted = self.sorted.lock().unwrap_or_else(PoisonError::into_inner);
        let added = mem::take(&mut self.added().series);
        if !added.is_empty() {
            *sorted = Arc::new(sorted.with(added));
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
        f.debug_set().entries(self.sorted().labels()).finish()
    }
}
