//! What is recorded when a call ends.

use super::{Call, Ending, Scope, Site, is_enabled};
use crate::{cell::Slot, clock, label::LabelSet};

/// Something that is recorded once, at the end of a call.
pub trait Record {
    /// Whether recording was switched on when the call began.
    fn is_on(&self) -> bool;

    /// The call ended like this.
    fn record(&self, ending: Ending);
}

/// A call whose duration is measured; nothing where recording was switched off when it began.
#[derive(Clone, Copy, Debug)]
pub struct Timed {
    series: Option<(&'static Site, Slot)>,
    start: u64,
}

impl Timed {
    #[inline]
    fn start<L: LabelSet>(site: &'static Site, labels: &L) -> Self {
        if !is_enabled() {
            return Self { series: None, start: 0 };
        }
        let series = Some((site, site.select(labels)));
        // The clock last, so that finding the series is not part of the duration.
        Self { series, start: clock::now() }
    }
}

impl Record for Timed {
    #[inline]
    fn is_on(&self) -> bool {
        self.series.is_some()
    }

    #[inline]
    fn record(&self, ending: Ending) {
        if let Some((site, first)) = self.series {
            let ticks = clock::since(self.start);
            let binding = site.binding();
            binding.layout().observe_ticks(binding.series(first, ending), ticks);
        }
    }
}

/// A call that is counted; nothing where recording was switched off when it began.
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    series: Option<(&'static Site, Slot)>,
}

impl Counted {
    #[inline]
    fn start<L: LabelSet>(site: &'static Site, labels: &L) -> Self {
        Self { series: is_enabled().then(|| (site, site.select(labels))) }
    }
}

impl Record for Counted {
    #[inline]
    fn is_on(&self) -> bool {
        self.series.is_some()
    }

    #[inline]
    fn record(&self, ending: Ending) {
        match (self.series, ending) {
            (None, _) => {}
            // The first of every block: no need to ask the binding.
            (Some((_, first)), Ending::Success) => first.add(1),
            (Some((site, first)), other) => site.binding().series(first, other).add(1),
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
