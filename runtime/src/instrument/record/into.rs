//! Recording into a metric that somebody else declared.

use super::Record;
use crate::{
    clock,
    instrument::{Ending, is_enabled},
    metric::{BoundCounter, BoundGauge, BoundHistogram, Counter, Gauge, Histogram},
    unit::{TimeUnit, Unit},
};

/// A metric, or one series of it, that calls can be recorded into.
#[diagnostic::on_unimplemented(
    message = "calls can't be recorded into `{Self}`",
    label = "not a metric with one series",
    note = "name a `Histogram`, a `Counter` or a `Gauge`, or one series of a `Family`: `metric = FAMILY.with(…)`"
)]
pub trait Target<'a> {
    /// The series, ready to be recorded into.
    type Series;

    /// The series of this metric.
    fn series(&'a self) -> Self::Series;
}

impl<'a> Target<'a> for Counter {
    type Series = BoundCounter<'a>;

    #[inline]
    fn series(&'a self) -> BoundCounter<'a> {
        self.bind()
    }
}

impl Target<'_> for BoundCounter<'_> {
    type Series = Self;

    #[inline]
    fn series(&self) -> Self {
        *self
    }
}

macro_rules! targets {
    ($($metric:ident => $bound:ident in $unit:ident),*) => {$(
        impl<'a, U: $unit> Target<'a> for $metric<U> {
            type Series = $bound<'a>;

            #[inline]
            fn series(&'a self) -> $bound<'a> {
                self.bind().without_unit()
            }
        }

        impl<'a, U: $unit> Target<'_> for $bound<'a, U> {
            type Series = $bound<'a>;

            #[inline]
            fn series(&self) -> $bound<'a> {
                self.without_unit()
            }
        }
    )*};
}

targets!(Histogram => BoundHistogram in TimeUnit, Gauge => BoundGauge in Unit);

/// A call that is recorded into a series; nothing where recording was switched off when it began.
#[derive(Clone, Copy, Debug)]
pub struct Into<S> {
    series: Option<S>,
    /// When it began, where that matters.
    start: u64,
}

/// Begins a call whose duration is observed in seconds.
#[inline]
pub fn timed_into<'a, 'b>(
    target: &'a (impl Target<'a, Series = BoundHistogram<'b>> + ?Sized),
) -> Into<BoundHistogram<'b>> {
    let series = is_enabled().then(|| target.series());
    Into { start: series.map_or(0, |_| clock::now()), series }
}

/// Begins a call that is counted when it ends.
#[inline]
pub fn counted_into<'a, 'b>(
    target: &'a (impl Target<'a, Series = BoundCounter<'b>> + ?Sized),
) -> Into<BoundCounter<'b>> {
    Into { series: is_enabled().then(|| target.series()), start: 0 }
}

/// Begins a call that a gauge counts while it is under way.
#[inline]
pub fn in_flight_into<'a, 'b>(
    target: &'a (impl Target<'a, Series = BoundGauge<'b>> + ?Sized),
) -> Into<BoundGauge<'b>> {
    let series = is_enabled().then(|| target.series());
    if let Some(gauge) = series {
        gauge.inc();
    }
    Into { series, start: 0 }
}

/// A series that hears of the end of a call.
pub trait Ends: Copy {
    /// A call ended that began at this tick, where that matters.
    fn end(self, start: u64);
}

impl Ends for BoundHistogram<'_> {
    #[inline]
    fn end(self, start: u64) {
        self.observe(clock::seconds_since(start));
    }
}

impl Ends for BoundCounter<'_> {
    #[inline]
    fn end(self, _: u64) {
        self.inc();
    }
}

impl Ends for BoundGauge<'_> {
    #[inline]
    fn end(self, _: u64) {
        self.dec();
    }
}

impl<S: Ends> Record for Into<S> {
    const ASKS_FOR_ENDING: bool = false;

    #[inline]
    fn is_on(&self) -> bool {
        self.series.is_some()
    }

    #[inline]
    fn record(&self, _: Ending) {
        if let Some(series) = self.series {
            series.end(self.start);
        }
    }
}
