//! What is counted: counters, gauges and histograms.

mod counter;
mod gauge;
mod histogram;
mod layout;
#[cfg(test)]
mod tests;
mod timer;

pub use counter::{BoundCounter, Counter};
pub use gauge::{BoundGauge, Gauge};
pub use histogram::{BoundHistogram, Histogram};
pub(crate) use layout::Layout;
pub(crate) use sealed::{Bind, Source};
pub use timer::Timer;

use crate::{kind::Kind, label::LabelDescriptor, sink::Sink};

/// What can be registered under a name: a metric alone or a [`Family`](crate::Family) of them.
///
/// Implemented by the types of this crate, and by references and `Arc`s of them. To bring values from elsewhere,
/// implement [`Collect`](crate::Collect) instead.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a metric",
    label = "not a metric",
    note = "register a `Counter`, a `Gauge`, a `Histogram`, a `Family` of them, or an `Arc` of one"
)]
pub trait Metric: Source + Send + Sync {
    /// The kind of all its series.
    const KIND: Kind;
}

/// A metric that has one value: what a family has many of.
pub trait Instrument: Metric + Bind {
    /// A series of a family of these, to count on.
    type Bound<'a>: Copy;
}

/// What only this crate needs to know of a metric, and only this crate can say.
pub(crate) mod sealed {
    use super::{Instrument, Layout};
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

        /// Writes all series.
        fn write(&self, sink: &mut dyn Sink);

        /// How many observations went to an overflow series; `None` where there can be none.
        fn overflow(&self) -> Option<u64> {
            None
        }

        /// It is on a page under this name.
        fn named(&self, _: &str) {}

        /// Whatever it says itself, there is room for as many series where a label is open.
        fn limit_to(&self, _: usize) {}
    }

    pub trait Bind {
        /// The bounds of its buckets when nothing else is said.
        const DEFAULT_BOUNDS: &'static [f64] = &[];

        /// How its series lie in their slots.
        fn layout(bounds: &[f64]) -> Layout;

        /// The series whose slots begin with `first`.
        fn bind(layout: &Layout, first: Slot) -> <Self as Instrument>::Bound<'_>
        where
            Self: Instrument;
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

            fn write(&self, sink: &mut dyn Sink) {
                M::write(self, sink);
            }

            fn overflow(&self) -> Option<u64> {
                M::overflow(self)
            }

            fn named(&self, name: &str) {
                M::named(self, name);
            }

            fn limit_to(&self, limit: usize) {
                M::limit_to(self, limit);
            }
        }

        impl<M: Metric> Metric for $pointer {
            const KIND: Kind = M::KIND;
        }
    )*};
}

pointers!(&M, std::sync::Arc<M>);
