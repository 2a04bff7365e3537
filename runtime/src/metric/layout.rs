//! Which slots of a series mean what.

use std::sync::atomic::{
    AtomicU64,
    Ordering::{Relaxed, Release},
    fence,
};

use super::{
    exemplars::{self, Exemplars},
    native::{self, Resolution, Tables},
};
use crate::{
    buckets::Buckets,
    cell::Slot,
    clock, exemplar,
    label::Labels,
    sink::{CounterValue, HistogramValue, Number, Sink, StateSetValue, SummaryValue},
    timestamp::Timestamp,
};

/// How the series of a family lie in their slots: a counter or a gauge in one, a histogram in one for each bucket,
/// one for what lies above them all, and one for the sum.
#[derive(Debug)]
pub struct Layout {
    pub(super) content: Content,
    buckets: Buckets,
    /// The buckets of native histograms.
    tables: Tables,
    /// How many values were not counted, because a counter can't take them.
    refused: AtomicU64,
    exemplars: Exemplars,
}

/// What the slots of a series hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// A number that each thread adds to.
    Count,
    /// A floating-point number that each thread adds to.
    Amount,
    /// A floating-point number that all threads share.
    Level,
    /// What each thread has added and taken away, of something that is never below nothing: a scrape that reads one thread after the
    /// other may see an end without its beginning.
    Balance,
    /// The same where the sum may be below nothing.
    Difference,
    /// One bit for each state, which all threads share.
    States(&'static [&'static str]),
    /// How many observations there were, and their sum.
    Summary,
    /// Observations, the sum of which is a floating-point number in their own unit.
    Observations,
    /// The same with the sum in ticks of the clock, seconds on the page. A floating-point number too: integers would wrap after
    /// some days of ten thousand calls at once.
    Durations,
}

impl Content {
    /// How many exemplars a series has at most.
    fn exemplars_each(self, buckets: &Buckets) -> usize {
        match self {
            Self::Count | Self::Amount => 1,
            Self::Observations | Self::Durations => buckets.len() + 1,
            _ => 0,
        }
    }
}

impl Layout {
    /// A number that only goes up.
    pub(crate) fn count() -> Self {
        Self::new(Content::Count, &[])
    }

    /// A floating-point number that only goes up.
    pub(crate) fn amount() -> Self {
        Self::new(Content::Amount, &[])
    }

    /// A number that is set.
    pub(crate) fn level() -> Self {
        Self::new(Content::Level, &[])
    }

    /// How many there are of something that begins and ends.
    pub(crate) fn balance() -> Self {
        Self::new(Content::Balance, &[])
    }

    /// A whole number that goes up and down.
    pub(crate) fn difference() -> Self {
        Self::new(Content::Difference, &[])
    }

    /// Which of these states something is in.
    pub(crate) fn states(states: &'static [&'static str]) -> Self {
        Self::new(Content::States(states), &[])
    }

    /// How many observations of anything there were, and their sum.
    pub(crate) fn summary() -> Self {
        Self::new(Content::Summary, &[])
    }

    /// A histogram of anything.
    pub(crate) fn histogram(bounds: &[f64]) -> Self {
        Self::new(Content::Observations, bounds)
    }

    /// A histogram of durations, measured in ticks.
    pub(crate) fn durations(bounds: &[f64]) -> Self {
        Self::new(Content::Durations, bounds)
    }

    /// A native histogram, with classic buckets where there are bounds.
    pub(crate) fn native(bounds: &[f64], resolution: Resolution) -> Self {
        let classic = Self::histogram(bounds);
        // Native buckets are too many for one each.
        let exemplars =
            if bounds.is_empty() { Exemplars::new(exemplars::OF_NATIVE) } else { classic.exemplars };
        Self { tables: Tables::of_all(resolution), exemplars, ..classic }
    }

    /// The same with native buckets that are as fine, if it has such.
    pub(crate) fn with_resolution(mut self, resolution: Resolution) -> Self {
        self.tables = self.tables.with_resolution(resolution);
        self
    }

    /// Has the `series` that lie one after the other from `first` on counted in native buckets beside the classic ones, if any are.
    pub(crate) fn declare_native(&self, first: Slot, series: usize, resolution: Option<Resolution>) {
        if let Some(resolution) = resolution {
            let starts = (0..series).map(|at| first.offset(at * self.slots()));
            starts.for_each(|start| self.tables.declare(start, resolution));
        }
    }

    fn new(content: Content, bounds: &[f64]) -> Self {
        let (buckets, tables) = (Buckets::new(bounds), Tables::of_none());
        let exemplars = Exemplars::new(content.exemplars_each(&buckets));
        Self { content, buckets, tables, refused: AtomicU64::new(0), exemplars }
    }

    /// The bounds, of which only a histogram has any.
    pub(crate) fn buckets(&self) -> &Buckets {
        &self.buckets
    }

    /// The native buckets, of the series that have any.
    pub(super) fn tables(&self) -> &Tables {
        &self.tables
    }

    /// How many slots a series takes.
    #[inline]
    pub(crate) fn slots(&self) -> usize {
        match self.content {
            Content::Observations | Content::Durations | Content::Summary => self.sum_slot() + 1,
            _ => 1,
        }
    }

    /// Which of its slots is the sum.
    #[inline]
    fn sum_slot(&self) -> usize {
        self.buckets.len() + 1
    }

    /// How many values were not counted.
    pub(crate) fn refused(&self) -> u64 {
        self.refused.load(Relaxed)
    }

    /// The observations to look at.
    #[inline]
    pub(crate) fn exemplars(&self) -> &Exemplars {
        &self.exemplars
    }

    /// Adds to a number that goes up in ones.
    #[inline]
    pub(crate) fn add_count(&self, first: Slot, amount: u64) {
        first.add(amount);
        if exemplar::may_be_in_span() {
            self.sample(first, 0, amount as f64);
        }
    }

    /// Adds to a number that only goes up; what would make it go down, or stay where it is for ever, is refused.
    #[inline]
    pub(crate) fn add_amount(&self, first: Slot, amount: f64) {
        if self.take_amount(first, amount) && exemplar::may_be_in_span() {
            self.sample(first, 0, amount);
        }
    }

    /// The same without an exemplar; false where it is refused.
    #[inline]
    pub(super) fn take_amount(&self, first: Slot, amount: f64) -> bool {
        let is_taken = (0.0..f64::INFINITY).contains(&amount);
        if is_taken {
            first.add_float(amount);
        } else {
            self.refuse();
        }
        is_taken
    }

    #[cold]
    fn refuse(&self) {
        self.refused.fetch_add(1, Relaxed);
    }

    /// Counts one observation of a histogram or a summary.
    #[inline]
    pub(crate) fn observe(&self, first: Slot, value: f64) {
        let bucket = self.count_observation(first, value);
        if exemplar::may_be_in_span() {
            self.sample(first, bucket, value);
        }
    }

    /// The same without an exemplar, and which bucket it fell into.
    #[inline]
    pub(super) fn count_observation(&self, first: Slot, value: f64) -> usize {
        let bucket = self.buckets.index_of(value);
        first.offset(bucket).observe(first.offset(self.sum_slot()), value);
        bucket
    }

    /// Counts one duration of a histogram of durations.
    #[inline]
    pub(crate) fn observe_ticks(&self, first: Slot, ticks: u64) {
        let bucket = self.buckets.index_of_ticks(ticks);
        // Signed, because that conversion is one instruction; a duration of three hundred years saturates.
        let ticks = i64::try_from(ticks).unwrap_or(i64::MAX) as f64;
        first.offset(bucket).observe(first.offset(self.sum_slot()), ticks);
        if exemplar::may_be_in_span() {
            self.sample_ticks(first, bucket, ticks);
        }
    }

    /// Counts one observation of a native histogram.
    #[inline]
    pub(crate) fn observe_native(&self, first: Slot, value: f64) {
        let number = self.count_native(first, value);
        if exemplar::may_be_in_span() {
            self.sample(first, number, value);
        }
    }

    /// The same without an exemplar, and the number that this would have.
    #[inline]
    pub(super) fn count_native(&self, first: Slot, value: f64) -> usize {
        let bucket = self.tables.slot_of(first, value);
        if self.buckets.len() == 0 {
            bucket.observe(first.offset(self.sum_slot()), value);
            return exemplars::number_in_native(value);
        }
        bucket.add(1);
        // A scrape reads the classic buckets first: so it finds no observation there that is in no native one.
        fence(Release);
        self.count_observation(first, value)
    }

    /// Counts one duration of a series that has native buckets.
    pub(crate) fn observe_ticks_native(&self, first: Slot, ticks: u64) {
        let bucket = self.buckets.index_of_ticks(ticks);
        // Signed, as above.
        let ticks = i64::try_from(ticks).unwrap_or(i64::MAX) as f64;
        self.tables.slot_of(first, clock::seconds_of(ticks)).add(1);
        // As above.
        fence(Release);
        first.offset(bucket).observe(first.offset(self.sum_slot()), ticks);
        if exemplar::may_be_in_span() {
            self.sample_ticks(first, bucket, ticks);
        }
    }

    /// Which of the slots of a series is a floating-point number that each thread adds to.
    pub(super) fn float_slot(&self) -> Option<usize> {
        match self.content {
            Content::Amount => Some(0),
            Content::Summary | Content::Observations | Content::Durations => Some(self.sum_slot()),
            _ => None,
        }
    }

    /// Whether there is one.
    pub(crate) fn has_floats(&self) -> bool {
        self.float_slot().is_some()
    }

    /// Whether each thread has a part of the values, which are added up.
    pub(crate) fn is_of_threads(&self) -> bool {
        !matches!(self.content, Content::Level | Content::States(_))
    }

    /// Writes a series with these numbers; its slots begin in `starts`.
    pub(super) fn write(
        &self,
        labels: Labels<'_>,
        numbers: &[u64],
        starts: &[Slot],
        created: Timestamp,
        sink: &mut dyn Sink,
    ) {
        let (number, created) = (numbers[0], Some(created));
        match self.content {
            Content::Count | Content::Amount => {
                // What was counted since the number was read is not on this page.
                let has_exemplar = number > 0 && self.exemplars.are_for(sink);
                let exemplar = has_exemplar.then(|| self.exemplars.newest(starts)).flatten();
                let value = CounterValue::new(self.number(number)).with_created(created);
                sink.counter(labels, &value.with_exemplar(exemplar.as_ref()));
            }
            Content::Level => sink.gauge(labels, f64::from_bits(number)),
            Content::Balance => sink.gauge(labels, number.cast_signed().max(0) as f64),
            Content::Difference => sink.gauge(labels, number.cast_signed() as f64),
            Content::States(states) => sink.state_set(labels, &StateSetValue::new(states, number)),
            Content::Summary => {
                let value = SummaryValue::new(&[], self.sum_of(numbers), number);
                sink.summary(labels, &value.with_created(created));
            }
            // Where one of several has none, what they share are the classic ones.
            Content::Observations | Content::Durations
                if starts.iter().all(|first| self.tables.has(*first)) =>
            {
                native::write(self, labels, (starts, numbers), created, sink);
            }
            Content::Observations | Content::Durations => {
                let counts = &numbers[..self.sum_slot()];
                let value = HistogramValue::new(&self.buckets, counts, self.sum_of(numbers));
                let has_exemplars = self.exemplars.are_for(sink);
                let numbered = || self.exemplars.numbered(starts, self.buckets.len());
                let mut exemplars = if has_exemplars { numbered() } else { Vec::new() };
                // What was observed since the counts were read is not on this page.
                exemplars.retain(|(bucket, _)| counts[*bucket] > 0);
                sink.histogram(labels, &value.with_created(created).with_exemplars(&exemplars));
            }
        }
    }

    /// The number of a counter.
    fn number(&self, number: u64) -> Number {
        match self.content {
            Content::Amount => Number::Float(f64::from_bits(number)),
            _ => Number::Integer(number),
        }
    }

    /// The sum among the numbers of a series.
    pub(super) fn sum_of(&self, numbers: &[u64]) -> f64 {
        self.in_unit(f64::from_bits(numbers[self.sum_slot()]))
    }

    /// The observations in each bucket of the series that starts at `first`.
    pub(crate) fn counts(&self, first: Slot) -> Vec<u64> {
        let mut counts = vec![0; self.sum_slot()];
        first.add_totals(&mut counts);
        counts
    }

    /// The sum of the series that starts at `first`.
    pub(crate) fn sum(&self, first: Slot) -> f64 {
        self.in_unit(first.offset(self.sum_slot()).float_total())
    }

    fn in_unit(&self, sum: f64) -> f64 {
        if self.content == Content::Durations { sum / clock::frequency_for_sums() } else { sum }
    }
}
