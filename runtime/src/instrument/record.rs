//! What is recorded when a call ends.

use super::{Call, Ending, Scope, Site};
use crate::{cell::Slot, clock, label::LabelSet};

/// Something that is recorded once, at the end of a call.
pub trait Record {
    /// The call ended like this.
    fn record(&self, ending: Ending);
}

/// A call whose duration is measured.
#[derive(Clone, Copy, Debug)]
pub struct Timed {
    site: &'static Site,
    first: Slot,
    start: u64,
}

impl Timed {
    #[inline]
    fn start<L: LabelSet>(site: &'static Site, labels: &L) -> Self {
        let first = site.select(labels);
        // The clock last, so that finding the series is not part of the duration.
        Self { site, first, start: clock::now() }
    }
}

impl Record for Timed {
    #[inline]
    fn record(&self, ending: Ending) {
        let ticks = clock::since(self.start);
        let binding = self.site.binding();
        binding.layout().observe_ticks(binding.series(self.first, ending), ticks);
    }
}

/// A call that is counted.
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    site: &'static Site,
    first: Slot,
}

impl Counted {
    #[inline]
    fn start<L: LabelSet>(site: &'static Site, labels: &L) -> Self {
        Self { site, first: site.select(labels) }
    }
}

impl Record for Counted {
    #[inline]
    fn record(&self, ending: Ending) {
        match ending {
            // The first of every block: no need to ask the binding.
            Ending::Success => self.first.add(1),
            other => self.site.binding().series(self.first, other).add(1),
        }
    }
}

/// Starts a timed call that says how it ended.
#[inline]
pub fn timed<L: LabelSet>(site: &'static Site, labels: L) -> Call<Timed> {
    Call::start(Timed::start(site, &labels))
}

/// Starts a timed call that ends with the scope.
#[inline]
pub fn timed_scope<L: LabelSet>(site: &'static Site, labels: L) -> Scope<Timed> {
    Scope::start(Timed::start(site, &labels))
}

/// Starts a counted call that says how it ended.
#[inline]
pub fn counted<L: LabelSet>(site: &'static Site, labels: L) -> Call<Counted> {
    Call::start(Counted::start(site, &labels))
}

/// Starts a counted call that ends with the scope.
#[inline]
pub fn counted_scope<L: LabelSet>(site: &'static Site, labels: L) -> Scope<Counted> {
    Scope::start(Counted::start(site, &labels))
}

/// Counts a call, however it will end.
#[inline]
pub fn count<L: LabelSet>(site: &'static Site, labels: L) {
    Counted::start(site, &labels).record(Ending::Success);
}
