//! Recording into a metric that somebody else declared.

use super::Record;
use crate::{
    clock,
    family::{self, Loan},
    instrument::{Ending, is_enabled},
    metric::{
        BoundCounter, BoundGauge, BoundHistogram, BoundNativeHistogram, BoundUpDown, Counter, Gauge,
        Histogram, NativeHistogram, UpDown,
    },
    unit::{TimeUnit, Unit},
};

/// A metric, or one series of it, that calls can be recorded into.
#[diagnostic::on_unimplemented(
    message = "calls can't be recorded into `{Self}`",
    label = "not a metric with one series",
    note = "name a `Histogram`, a `NativeHistogram`, a `Counter`, a `Gauge` or an `UpDown`, or one series of a `Family`: `metric = FAMILY.with(…)`"
)]
pub trait Target<'a> {
    /// What it is one of.
    type Metric;
    /// The series, ready to be recorded into.
    type Series: Ends;

    /// The series of this metric.
    fn series(&'a self) -> Self::Series;
}

/// Those that are the same whatever their unit, and those that have none.
macro_rules! targets {
    ($([$($unit:tt)*] $metric:ty as $kind:ident => $bound:ident $arguments:tt $(. $erased:ident)?;)*) => {$(
        targets!(@one [$($unit)*] $metric, $kind, $bound $arguments $(. $erased)?);
    )*};
    (@one [$($unit:tt)*] $metric:ty, $kind:ident, $bound:ident ($($argument:ident)?) $(. $erased:ident)?) => {
        impl<'a, $($unit)*> Target<'a> for $metric {
            type Metric = $kind;
            type Series = $bound<'a>;

            #[inline]
            fn series(&'a self) -> $bound<'a> {
                self.bind()$(.$erased())?
            }
        }

        impl<'a, $($unit)*> Target<'_> for $bound<'a, $($argument)?> {
            type Metric = $kind;
            type Series = $bound<'a>;

            #[inline]
            fn series(&self) -> $bound<'a> {
                (*self)$(.$erased())?
            }
        }

        impl<'a, $($unit)*> Target<'_> for family::Series<'a, $metric> {
            type Metric = $kind;
            type Series = Loan<'a, $metric>;

            #[inline]
            fn series(&self) -> Loan<'a, $metric> {
                self.lend()
            }
        }

        impl<$($unit)*> Ends for Loan<'_, $metric> {
            #[inline]
            fn begin(&self) {
                self.bind()$(.$erased())?.begin();
            }

            #[inline]
            fn end(self, start: u64) {
                self.bind()$(.$erased())?.end(start);
                Loan::end(self);
            }
        }
    };
}

targets! {
    [U: TimeUnit] Histogram<U> as Histogram => BoundHistogram (U).without_unit;
    [U: TimeUnit] NativeHistogram<U> as Histogram => BoundNativeHistogram (U).without_unit;
    [] Counter as Counter => BoundCounter ();
    [U: Unit] Gauge<U> as Gauge => BoundGauge (U).without_unit;
    [] UpDown as Gauge => BoundUpDown ();
}

/// A call that is recorded into a series; nothing where recording was switched off when it began.
#[derive(Clone, Copy, Debug)]
pub struct Into<S> {
    series: Option<S>,
    /// When it began, where that matters.
    start: u64,
}

/// Begins a call whose duration is observed in seconds.
#[inline]
pub fn timed_into<'a, T: Target<'a, Metric = Histogram> + ?Sized>(target: &'a T) -> Into<T::Series> {
    let series = is_enabled().then(|| target.series());
    Into { start: series.map_or(0, |_| clock::now()), series }
}

/// Begins a call that is counted when it ends.
#[inline]
pub fn counted_into<'a, T: Target<'a, Metric = Counter> + ?Sized>(target: &'a T) -> Into<T::Series> {
    Into { series: is_enabled().then(|| target.series()), start: 0 }
}

/// Begins a call that a gauge counts while it is under way.
#[inline]
pub fn in_flight_into<'a, T: Target<'a, Metric = Gauge> + ?Sized>(target: &'a T) -> Into<T::Series> {
    let series = is_enabled().then(|| target.series());
    if let Some(gauge) = &series {
        gauge.begin();
    }
    Into { series, start: 0 }
}

/// A series that hears of the end of a call.
pub trait Ends: Copy {
    /// A call began; not said where only the end matters.
    #[inline]
    fn begin(&self) {}

    /// A call ended that began at this tick, where that matters.
    fn end(self, start: u64);
}

impl Ends for BoundHistogram<'_> {
    #[inline]
    fn end(self, start: u64) {
        self.observe(clock::seconds_since(start));
    }
}

impl Ends for BoundNativeHistogram<'_> {
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
    fn begin(&self) {
        self.inc();
    }

    #[inline]
    fn end(self, _: u64) {
        self.dec();
    }
}

impl Ends for BoundUpDown<'_> {
    #[inline]
    fn begin(&self) {
        self.inc();
    }

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
