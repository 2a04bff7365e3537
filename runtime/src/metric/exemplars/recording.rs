//! What is recorded becomes an exemplar.

use super::Place;
use crate::{
    cell::Slot,
    clock,
    exemplar::{self, ExemplarLabels},
    metric::Layout,
};

impl Layout {
    /// Keeps an exemplar of what was just recorded, if that was in a sampled span.
    #[cold]
    #[inline(never)]
    pub(crate) fn sample(&self, first: Slot, number: usize, value: f64) {
        if let Some(span) = exemplar::current_span() {
            self.exemplars().keep_span(Place { first, number }, value, span);
        }
    }

    /// The same of a duration, which fell into this bucket.
    #[cold]
    #[inline(never)]
    pub(in crate::metric) fn sample_ticks(&self, first: Slot, bucket: usize, ticks: f64) {
        let seconds = ticks / clock::frequency().ticks_per_second();
        self.sample(first, bucket, self.buckets().nearest_in(bucket, seconds));
    }

    /// Begins a series in slots that may have been another's.
    pub(crate) fn forget_exemplars(&self, first: Slot) {
        self.exemplars().forget(first);
    }

    /// Adds to a number that goes up in ones, with an exemplar.
    pub(in crate::metric) fn add_count_with(&self, first: Slot, amount: u64, labels: impl ExemplarLabels) {
        first.add(amount);
        self.exemplars().keep_by_hand(Place { first, number: 0 }, amount as f64, labels);
    }

    /// Adds to a number that goes up by any amount, with an exemplar.
    pub(in crate::metric) fn add_amount_with(&self, first: Slot, amount: f64, labels: impl ExemplarLabels) {
        if self.take_amount(first, amount) {
            self.exemplars().keep_by_hand(Place { first, number: 0 }, amount, labels);
        }
    }

    /// Counts one observation of a histogram, with an exemplar.
    pub(in crate::metric) fn observe_with(&self, first: Slot, value: f64, labels: impl ExemplarLabels) {
        let number = self.count_observation(first, value);
        self.exemplars().keep_by_hand(Place { first, number }, value, labels);
    }

    /// Counts one observation of a native histogram, with an exemplar.
    pub(in crate::metric) fn observe_native_with(
        &self,
        first: Slot,
        value: f64,
        labels: impl ExemplarLabels,
    ) {
        let number = self.count_native(first, value);
        self.exemplars().keep_by_hand(Place { first, number }, value, labels);
    }
}
