//! How long a call takes.

use super::Record;
use crate::{
    cell::Slot,
    clock,
    instrument::{Ending, Site, is_enabled},
    label::LabelSet,
};

/// A call whose duration is measured; nothing where recording was switched off when it began.
#[derive(Clone, Copy, Debug)]
pub struct Timed<X = ()> {
    series: Option<(&'static Site, Slot)>,
    start: u64,
    extra: X,
}

/// What else is recorded of a call whose duration is measured.
pub trait Extra {
    /// Whether there is nothing to record.
    const IS_NOTHING: bool = false;

    /// The call took as long and ended like this.
    fn record(&self, ticks: u64, ending: Ending);

    /// The future or the stream of the call is polled.
    fn begin_poll(&mut self) {}

    /// The poll is over, and the call not done.
    fn end_poll(&mut self) {}

    /// The stream of the call, which began at this tick, yielded an item.
    fn item(&mut self, _: u64) {}
}

/// Starts the clock for a call.
#[inline]
pub fn timed<L: LabelSet>(site: &'static Site, labels: &L) -> Timed {
    timed_if(is_enabled(), site, labels)
}

/// Starts the clock for a call that is one of those to be timed.
#[inline]
pub fn timed_if<L: LabelSet>(is_timed: bool, site: &'static Site, labels: &L) -> Timed {
    if !is_timed {
        return Timed { series: None, start: 0, extra: () };
    }
    let site = site.here();
    let series = Some((site, site.select(labels)));
    // The clock last, so that finding the series is not part of the duration.
    Timed { series, start: clock::now(), extra: () }
}

/// Whether this call is one in `every`, of those of this thread: its first is.
#[inline]
pub fn sampled(site: &'static Site, every: u64) -> bool {
    is_enabled() && site.here().calls().increment().is_multiple_of(every)
}

impl<X> Timed<X> {
    /// With something else.
    #[inline]
    pub fn and<Y: Extra>(self, other: Y) -> Timed<(X, Y)> {
        Timed { series: self.series, start: self.start, extra: (self.extra, other) }
    }
}

impl<X: Extra> Record for Timed<X> {
    #[inline]
    fn is_on(&self) -> bool {
        self.series.is_some()
    }

    #[inline]
    fn record(&self, ending: Ending) {
        if let Some((site, first)) = self.series {
            let ticks = site.observe_since(self.start, first, ending);
            self.extra.record(ticks, ending);
        }
    }

    #[inline]
    fn end_scope(&self, was_unwinding: bool) {
        if X::IS_NOTHING
            && let Some((site, first)) = self.series
        {
            site.observe_scope(self.start, first, was_unwinding);
        } else {
            self.record(Ending::of_scope(was_unwinding));
        }
    }

    #[inline]
    fn begin(&mut self) {
        if self.series.is_some() {
            self.start = clock::now();
        }
    }

    #[inline]
    fn begin_poll(&mut self) {
        self.extra.begin_poll();
    }

    #[inline]
    fn end_poll(&mut self) {
        self.extra.end_poll();
    }

    #[inline]
    fn item(&mut self) {
        if self.series.is_some() {
            self.extra.item(self.start);
        }
    }
}

impl Extra for () {
    const IS_NOTHING: bool = true;

    #[inline]
    fn record(&self, _: u64, _: Ending) {}
}

impl<X: Extra, Y: Extra> Extra for (X, Y) {
    #[inline]
    fn record(&self, ticks: u64, ending: Ending) {
        self.0.record(ticks, ending);
        self.1.record(ticks, ending);
    }

    #[inline]
    fn begin_poll(&mut self) {
        self.0.begin_poll();
        self.1.begin_poll();
    }

    #[inline]
    fn end_poll(&mut self) {
        self.1.end_poll();
        self.0.end_poll();
    }

    #[inline]
    fn item(&mut self, start: u64) {
        self.0.item(start);
        self.1.item(start);
    }
}
