//! What is recorded becomes an exemplar.

use super::{Place, number_in_native};
use crate::{
    cell::Slot,
    exemplar::{self, ExemplarLabels, SpanIds},
    metric::Layout,
};

impl Layout {
    /// Keeps an exemplar of what was just recorded, if that was in a sampled span.
    #[inline]
    pub(in crate::metric) fn sample(
        &self,
        first: Slot,
        number: impl FnOnce() -> usize,
        value: impl FnOnce() -> f64,
    ) {
        exemplar::in_span(|span| {
            self.exemplars().keep_span(Place { first, number: number() }, value(), span);
        });
    }

    /// Keeps one of what was just counted in this span.
    #[cold]
    pub(crate) fn keep_count(&self, first: Slot, span: SpanIds) {
        self.exemplars().keep_span(Place { first, number: 0 }, 1.0, span);
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
        self.count_native(first, value);
        self.exemplars().keep_by_hand(Place { first, number: number_in_native(value) }, value, labels);
    }
}
