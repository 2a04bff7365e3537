//! Which slots of a series mean what.

use crate::{
    buckets::Buckets,
    cell::Slot,
    clock,
    kind::Kind,
    label::Labels,
    sink::{HistogramValue, Number, Sink},
};

/// How the series of a family lie in their slots: a counter or a gauge in one, a histogram in one for each bucket,
/// one for what lies above them all, and one for the sum.
#[derive(Debug)]
pub struct Layout {
    kind: Kind,
    sum: Sum,
    buckets: Buckets,
}

/// What the sum of a histogram is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sum {
    /// A floating-point number in the unit of the observations.
    Float,
    /// A floating-point number in ticks of the clock, seconds on the page. Integers would wrap after some days of ten
    /// thousand calls at once.
    Ticks,
}

impl Layout {
    /// One value.
    pub(crate) fn single(kind: Kind) -> Self {
        Self { kind, sum: Sum::Float, buckets: Buckets::new(&[]) }
    }

    /// A histogram of anything.
    pub(crate) fn histogram(bounds: &[f64]) -> Self {
        Self { kind: Kind::Histogram, sum: Sum::Float, buckets: Buckets::new(bounds) }
    }

    /// A histogram of durations, measured in ticks.
    pub(crate) fn durations(bounds: &[f64]) -> Self {
        Self { kind: Kind::Histogram, sum: Sum::Ticks, buckets: Buckets::new(bounds) }
    }

    /// The bounds, of which only a histogram has any.
    pub(crate) fn buckets(&self) -> &Buckets {
        &self.buckets
    }

    /// How many slots a series takes.
    #[inline]
    pub(crate) fn slots(&self) -> usize {
        if self.kind == Kind::Histogram { self.sum_slot() + 1 } else { 1 }
    }

    /// Which of its slots is the sum.
    #[inline]
    fn sum_slot(&self) -> usize {
        self.buckets.len() + 1
    }

    /// Counts one observation of a histogram.
    #[inline]
    pub(crate) fn observe(&self, first: Slot, value: f64) {
        first.offset(self.buckets.index_of(value)).observe(first.offset(self.sum_slot()), value);
    }

    /// Counts one duration of a histogram of durations.
    #[inline]
    pub(crate) fn observe_ticks(&self, first: Slot, ticks: u64) {
        let bucket = first.offset(self.buckets.index_of_ticks(ticks));
        // Signed, because that conversion is one instruction; a duration of three hundred years saturates.
        let ticks = i64::try_from(ticks).unwrap_or(i64::MAX);
        bucket.observe(first.offset(self.sum_slot()), ticks as f64);
    }

    /// Writes the series whose values lie in `starts`, added up.
    pub(crate) fn write(&self, labels: Labels<'_>, starts: impl Iterator<Item = Slot>, sink: &mut dyn Sink) {
        match self.kind {
            Kind::Histogram => self.write_histogram(labels, starts, sink),
            Kind::Gauge => sink.gauge(labels, starts.map(Slot::shared_float).sum()),
            _ => sink.counter(labels, Number::Integer(starts.map(Slot::total).fold(0, u64::wrapping_add))),
        }
    }

    fn write_histogram(&self, labels: Labels<'_>, starts: impl Iterator<Item = Slot>, sink: &mut dyn Sink) {
        let mut counts = vec![0; self.sum_slot()];
        let mut sum = 0.0;
        for first in starts {
            first.add_totals(&mut counts);
            sum += self.sum(first);
        }
        sink.histogram(labels, &HistogramValue::new(&self.buckets, &counts, sum));
    }

    /// The observations in each bucket of the series that starts at `first`.
    pub(crate) fn counts(&self, first: Slot) -> Vec<u64> {
        let mut counts = vec![0; self.sum_slot()];
        first.add_totals(&mut counts);
        counts
    }

    /// The sum of the series that starts at `first`.
    pub(crate) fn sum(&self, first: Slot) -> f64 {
        let sum = first.offset(self.sum_slot()).float_total();
        match self.sum {
            Sum::Float => sum,
            Sum::Ticks => sum / clock::frequency_for_sums(),
        }
    }
}
