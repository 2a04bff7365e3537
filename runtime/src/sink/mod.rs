//! Between metrics and encoders: a metric writes into a sink, an encoder is one.

mod counter;
mod family;
mod histogram;
mod native;
mod state_set;
mod summary;

pub use counter::{CounterValue, Number};
pub use family::FamilyMeta;
pub use histogram::HistogramValue;
pub use native::{ClassicBuckets, NativeValue};
pub use state_set::StateSetValue;
pub use summary::SummaryValue;

use crate::label::Labels;

/// Receives the families of a scrape, one after the other, each followed by its series.
///
/// Encoders implement it; collectors call it. Families and series arrive in the order in which they belong on the page.
pub trait Sink {
    /// A family begins; the series that follow are its own.
    fn family(&mut self, family: &FamilyMeta<'_>);

    /// Whether it has a use for exemplars; otherwise nobody need copy them.
    fn takes_exemplars(&self) -> bool {
        true
    }

    /// A series of a counter.
    fn counter(&mut self, labels: Labels<'_>, value: &CounterValue<'_>);

    /// A series of a gauge.
    fn gauge(&mut self, labels: Labels<'_>, value: f64);

    /// A series of a histogram.
    fn histogram(&mut self, labels: Labels<'_>, value: &HistogramValue<'_>);

    /// A series of a native histogram; a sink that doesn't know them gets a histogram with the buckets that it has for such, or with `+Inf`
    /// alone.
    fn native_histogram(&mut self, labels: Labels<'_>, value: &NativeValue<'_>) {
        value.with_classic(|value| self.histogram(labels, value));
    }

    /// A series of a histogram of what is there now, whose counts go down too; a sink that doesn't know them gets a histogram.
    fn gauge_histogram(&mut self, labels: Labels<'_>, value: &HistogramValue<'_>) {
        self.histogram(labels, value);
    }

    /// A series of a summary.
    fn summary(&mut self, labels: Labels<'_>, value: &SummaryValue<'_>);

    /// The series of an info metric: its labels are what it says.
    fn info(&mut self, labels: Labels<'_>);

    /// A series of a state set.
    fn state_set(&mut self, labels: Labels<'_>, value: &StateSetValue<'_>);

    /// A series of a family whose kind nobody knows.
    fn unknown(&mut self, labels: Labels<'_>, value: f64);
}
