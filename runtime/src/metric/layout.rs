//! Which slots of a series mean what.

use crate::{
    buckets::Buckets,
    cell::Slot,
    clock,
    label::Labels,
    sink::{HistogramValue, Number, Sink},
};

/// How the series of a family lie in their slots: a counter or a gauge in one, a histogram in one for each bucket,
/// one for what lies above them all, and one for the sum.
#[derive(Debug)]
pub struct Layout {
    content: Content,
    buckets: Buckets,
}

/// What the slots of a series hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    /// A number that each thread adds to.
    Count,
    /// A floating-point number that all threads share.
    Level,
    /// What each thread has added and taken away: one that only took away holds less than nothing.
    Balance,
    /// Observations, the sum of which is a floating-point number in their own unit.
    Observations,
    /// The same with the sum in ticks of the clock, seconds on the page. A floating-point number too: integers would wrap after
    /// some days of ten thousand calls at once.
    Durations,
}

impl Layout {
    /// A number that only goes up.
    pub(crate) fn count() -> Self {
        Self { content: Content::Count, buckets: Buckets::new(&[]) }
    }

    /// A number that is set.
    pub(crate) fn level() -> Self {
        Self { content: Content::Level, buckets: Buckets::new(&[]) }
    }

    /// How many there are of something that begins and ends.
    pub(crate) fn balance() -> Self {
        Self { content: Content::Balance, buckets: Buckets::new(&[]) }
    }

    /// A histogram of anything.
    pub(crate) fn histogram(bounds: &[f64]) -> Self {
        Self { content: Content::Observations, buckets: Buckets::new(bounds) }
    }

    /// A histogram of durations, measured in ticks.
    pub(crate) fn durations(bounds: &[f64]) -> Self {
        Self { content: Content::Durations, buckets: Buckets::new(bounds) }
    }

    /// The bounds, of which only a histogram has any.
    pub(crate) fn buckets(&self) -> &Buckets {
        &self.buckets
    }

    /// How many slots a series takes.
    #[inline]
    pub(crate) fn slots(&self) -> usize {
        match self.content {
            Content::Observations | Content::Durations => self.sum_slot() + 1,
            Content::Count | Content::Level | Content::Balance => 1,
        }
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
        match self.content {
            Content::Count => sink.counter(labels, Number::Integer(total(starts))),
            Content::Level => sink.gauge(labels, starts.map(Slot::shared_float).sum()),
            Content::Balance => sink.gauge(labels, at_least_none(total(starts))),
            Content::Observations | Content::Durations => self.write_histogram(labels, starts, sink),
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
        if self.content == Content::Durations { sum / clock::frequency_for_sums() } else { sum }
    }
}

/// The sum over several places.
fn total(starts: impl Iterator<Item = Slot>) -> u64 {
    starts.map(Slot::total).fold(0, u64::wrapping_add)
}

/// A scrape that reads one thread after the other may see an end without its beginning.
fn at_least_none(balance: u64) -> f64 {
    balance.cast_signed().max(0) as f64
}
