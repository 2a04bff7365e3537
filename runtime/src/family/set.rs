//! All series of a family.

use std::{
    borrow::Borrow,
    collections::BTreeSet,
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use super::series::Series;
use crate::{
    cell::{Slot, SlotRange},
    metric::Layout,
    sink::Sink,
};

/// The series of a family, each text once. Locked to add a series and, for the length of a copy of pointers, by a
/// scrape that comes after an addition; never to count.
pub(crate) struct SeriesSet {
    layout: Layout,
    limit: usize,
    members: Mutex<Members>,
    /// All series in order, as the last scrape found them.
    sorted: Mutex<Arc<[Arc<Series>]>>,
    overflow: AtomicU64,
}

#[derive(Default)]
struct Members {
    by_labels: BTreeSet<ByLabels>,
    slots: Vec<SlotRange>,
    /// How many series were added on demand, for label values that are no closed set.
    open: usize,
}

/// A series that is found and ordered by its labels.
struct ByLabels(Arc<Series>);

impl SeriesSet {
    /// No series yet, and at most `limit` of those that are added on demand.
    pub(crate) fn new(layout: Layout, limit: usize) -> Self {
        Self {
            layout,
            limit,
            members: Mutex::default(),
            sorted: Mutex::new(Arc::new([])),
            overflow: AtomicU64::new(0),
        }
    }

    /// How each series lies in its slots.
    #[inline]
    pub(crate) fn layout(&self) -> &Layout {
        &self.layout
    }

    /// How many observations found no room for a series of their own.
    pub(crate) fn overflow(&self) -> u64 {
        self.overflow.load(Relaxed)
    }

    /// Counts an observation that found none.
    pub(super) fn count_overflow(&self) {
        self.overflow.fetch_add(1, Relaxed);
    }

    /// Adds one series for each text, in consecutive slots, and returns the first.
    pub(crate) fn add_block(&self, texts: &[String]) -> Slot {
        self.members().add(texts, self.layout.slots()).0
    }

    /// The same on demand: `None` when the limit, where it applies, does not allow as many more series.
    pub(super) fn try_add_block(&self, texts: &[String], limited: bool) -> Option<(Slot, Arc<Series>)> {
        let mut members = self.members();
        if limited {
            if members.open + texts.len() > self.limit {
                return None;
            }
            members.open += texts.len();
        }
        let (first, series) = members.add(texts, self.layout.slots());
        series.map(|series| (first, series))
    }

    /// Writes all series, in the order of their labels.
    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        for series in self.sorted().iter() {
            series.write(&self.layout, sink);
        }
    }

    fn sorted(&self) -> Arc<[Arc<Series>]> {
        let mut sorted = self.sorted.lock().unwrap_or_else(PoisonError::into_inner);
        let members = self.members();
        // Series are only ever added, so an equal number means the same ones.
        if sorted.len() != members.by_labels.len() {
            *sorted = members.by_labels.iter().map(|series| series.0.clone()).collect();
        }
        sorted.clone()
    }

    fn members(&self) -> MutexGuard<'_, Members> {
        self.members.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Members {
    /// Series that are added one after the other mostly lie one after the other, so this is one range, not one for each.
    fn own(&mut self, slots: SlotRange) {
        let rest = match self.slots.last_mut() {
            Some(last) => last.join(slots).err(),
            None => Some(slots),
        };
        self.slots.extend(rest);
    }

    /// The first slot of the new block, and the series that the first text names.
    fn add(&mut self, texts: &[String], slots_each: usize) -> (Slot, Option<Arc<Series>>) {
        let slots = SlotRange::allocate(texts.len() * slots_each);
        let first = slots.first();
        self.own(slots);
        for (at, text) in texts.iter().enumerate() {
            let place = first.offset(at * slots_each);
            match self.by_labels.get(text.as_str()) {
                Some(series) => series.0.add_place(place),
                None => _ = self.by_labels.insert(ByLabels(Arc::new(Series::new(text, place)))),
            }
        }
        let named = texts.first().and_then(|text| self.by_labels.get(text.as_str()));
        (first, named.map(|series| series.0.clone()))
    }
}

impl fmt::Debug for SeriesSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not under the lock, because the writer is the user's.
        f.debug_set().entries(self.sorted().iter().map(|series| series.labels())).finish()
    }
}

impl Borrow<str> for ByLabels {
    fn borrow(&self) -> &str {
        self.0.labels().as_str()
    }
}

impl PartialEq for ByLabels {
    fn eq(&self, other: &Self) -> bool {
        self.0.labels() == other.0.labels()
    }
}

impl Eq for ByLabels {}

impl PartialOrd for ByLabels {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ByLabels {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.labels().cmp(&other.0.labels())
    }
}
