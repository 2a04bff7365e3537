//! What is counted: counters, gauges, histograms and the rest.

mod asking;
mod callback;
mod counter;
mod exemplars;
mod float_counter;
mod gauge;
mod histogram;
mod info;
mod layout;
mod native;
pub(crate) mod scratch;
mod series;
mod state_set;
mod summary;
#[cfg(test)]
mod tests;
mod timer;
mod totals;
mod up_down;

pub use callback::{CounterFn, GaugeFn};
pub use counter::{BoundCounter, Counter};
pub use float_counter::{BoundFloatCounter, FloatCounter};
pub use gauge::{BoundGauge, Gauge};
pub use histogram::{BoundHistogram, Histogram};
pub use info::Info;
pub(crate) use layout::Layout;
pub use native::{BoundNativeHistogram, NativeHistogram, assert_factor};
pub(crate) use native::{Resolution, assert_zero_threshold};
pub(crate) use sealed::{Bind, Source};
pub use state_set::{BoundStateSet, StateSet};
pub use summary::{BoundSummary, Summary};
pub use timer::Timer;
pub(crate) use totals::Totals;
pub use up_down::{BoundUpDown, UpDown, UpDownGuard};

use crate::{kind::Kind, label::LabelDescriptor, sink::Sink};

/// What can be registered under a name: a metric alone or a [`Family`](crate::Family) of them.
///
/// Implemented by the types of this crate, and by references and `Arc`s of them. To bring values from elsewhere,
/// implement [`Collect`](crate::Collect) instead.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a metric",
    label = "not a metric",
    note = "register a `Counter`, a `Gauge`, a `Histogram` or another of this crate's metrics, a `Family` of them, or an `Arc` of one"
)]
pub trait Metric: Source + Send + Sync {
    /// The kind of all its series.
    const KIND: Kind;

    /// What it is measured in, such as `seconds`; empty where nobody says.
    const UNIT: &'static str = "";
}

/// A metric that has one value: what a family has many of.
pub trait Instrument: Metric + Bind {}

impl<M: Metric + Bind> Instrument for M {}

/// What only this crate needs to know of a metric, and only this crate can say.
pub(crate) mod sealed {
    use super::Layout;
    use crate::{cell::Slot, label::LabelDescriptor, sink::Sink};

    pub trait Source {
        /// Its labels.
        fn labels(&self) -> &'static [LabelDescriptor] {
            &[]
        }

        /// The upper bounds of its buckets; none unless it is a histogram.
        fn bounds(&self) -> &'static [f64] {
            &[]
        }

        /// Gives a histogram other upper bounds; false where it is too late, because something was recorded.
        fn bound_by(&self, _: &[f64]) -> bool {
            true
        }

        /// Writes all series.
        fn write(&self, sink: &mut dyn Sink);

        /// How many observations went to an overflow series; `None` where there can be none.
        fn overflow(&self) -> Option<u64> {
            None
        }

        /// How many values were not counted, because the metric can't take them.
        fn refused(&self) -> u64 {
            0
        }

        /// How many exemplars were not kept, because no page could show their labels.
        fn exemplars_refused(&self) -> u64 {
            0
        }

        /// How often there was no value, because the code that was asked for it panicked.
        fn failures(&self) -> u64 {
            0
        }

        /// It is on a page under this name; false where it is on another one already.
        fn named(&self, _: &str) -> bool {
            true
        }

        /// Whatever it says itself, there is room for as many series where a label is open.
        fn limit_to(&self, _: usize) {}

        /// The same where it says nothing itself.
        fn limit_by_default(&self, _: usize) {}
    }

    #[diagnostic::on_unimplemented(
        message = "there is no family of `{Self}`",
        label = "has no series with labels",
        note = "a family holds a `Counter`, a `FloatCounter`, a `Gauge`, an `UpDown`, a `Histogram`, a `NativeHistogram`, a `Summary` or a \
                `StateSet`; implement `Collect` for values with labels that are asked for at the scrape"
    )]
    pub trait Bind {
        /// A series of a family of these, to count on.
        type Bound<'a>: Copy;

        /// The bounds of its buckets when nothing else is said.
        const DEFAULT_BOUNDS: &'static [f64] = &[];

        /// Whether its series may go while others stay.
        const CAN_GO: bool = true;

        /// How many slots a series takes, where that is no question of its layout.
        const SLOTS: Option<usize> = None;

        /// How its series lie in their slots.
        fn layout(bounds: &[f64]) -> Layout;

        /// The series whose slots begin with `first`.
        fn bind(layout: &Layout, first: Slot) -> Self::Bound<'_>;
    }
}

macro_rules! pointers {
    ($($pointer:ty),*) => {$(
        impl<M: Metric> sealed::Source for $pointer {
            fn labels(&self) -> &'static [LabelDescriptor] {
                M::labels(self)
            }

            fn bounds(&self) -> &'static [f64] {
                M::bounds(self)
            }

            fn bound_by(&self, bounds: &[f64]) -> bool {
                M::bound_by(self, bounds)
            }

            fn write(&self, sink: &mut dyn Sink) {
                M::write(self, sink);
            }

            fn overflow(&self) -> Option<u64> {
                M::overflow(self)
            }

            fn refused(&self) -> u64 {
                M::refused(self)
            }

            fn exemplars_refused(&self) -> u64 {
                M::exemplars_refused(self)
            }

            fn failures(&self) -> u64 {
                M::failures(self)
            }

            fn named(&self, name: &str) -> bool {
                M::named(self, name)
            }

            fn limit_to(&self, limit: usize) {
                M::limit_to(self, limit);
            }

            fn limit_by_default(&self, limit: usize) {
                M::limit_by_default(self, limit);
            }
        }

        impl<M: Metric> Metric for $pointer {
            const KIND: Kind = M::KIND;
            const UNIT: &'static str = M::UNIT;
        }
    )*};
}

pointers!(&M, std::sync::Arc<M>);

/// Handles are copied whatever they measure; derived, that would be asked of the unit.
macro_rules! copied {
    ($($bound:ident),*) => {$(
        impl<U> Clone for $bound<'_, U> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<U> Copy for $bound<'_, U> {}
    )*};
}

copied!(BoundFloatCounter, BoundGauge, BoundHistogram, BoundNativeHistogram, BoundStateSet, BoundSummary);
