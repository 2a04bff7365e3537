//! What a series that is held records: as the metrics that stand alone.

use super::Series;
use crate::{
    buckets::Buckets,
    exemplar::{Exemplar, ExemplarLabels},
    label::LabelValue,
    metric::{Counter, FloatCounter, Gauge, Histogram, StateSet, Summary, Timer, UpDown, UpDownGuard},
    unit::{Measure, TimeUnit, Unit},
};

impl Series<'_, Counter> {
    /// Adds one.
    #[inline]
    pub fn inc(&self) {
        self.bind().inc();
    }

    /// Adds `amount`.
    #[inline]
    pub fn inc_by(&self, amount: u64) {
        self.bind().inc_by(amount);
    }

    /// Adds one, with an [exemplar](Exemplar#by-hand).
    pub fn inc_with_exemplar(&self, labels: impl ExemplarLabels) {
        self.bind().inc_with_exemplar(labels);
    }

    /// Adds `amount`, with an [exemplar](Exemplar#by-hand).
    pub fn inc_by_with_exemplar(&self, amount: u64, labels: impl ExemplarLabels) {
        self.bind().inc_by_with_exemplar(amount, labels);
    }

    /// The number now, over all threads.
    pub fn get(&self) -> u64 {
        self.bind().get()
    }

    /// The [exemplar](Exemplar) that the next page has.
    pub fn exemplar(&self) -> Option<Exemplar> {
        self.bind().exemplar()
    }
}

impl<U: Unit> Series<'_, FloatCounter<U>> {
    /// Adds `amount`; what is below zero, infinite or not a number is not counted.
    #[inline]
    pub fn inc_by(&self, amount: impl Measure<U>) {
        self.bind().inc_by(amount);
    }

    /// The same, with an [exemplar](Exemplar#by-hand).
    pub fn inc_by_with_exemplar(&self, amount: impl Measure<U>, labels: impl ExemplarLabels) {
        self.bind().inc_by_with_exemplar(amount, labels);
    }

    /// The number now, over all threads.
    pub fn get(&self) -> f64 {
        self.bind().get()
    }

    /// The [exemplar](Exemplar) that the next page has.
    pub fn exemplar(&self) -> Option<Exemplar> {
        self.bind().exemplar()
    }
}

impl<U: Unit> Series<'_, Gauge<U>> {
    /// Sets the value.
    pub fn set(&self, value: impl Measure<U>) {
        self.bind().set(value);
    }

    /// Adds one.
    pub fn inc(&self) {
        self.bind().inc();
    }

    /// Takes one away.
    pub fn dec(&self) {
        self.bind().dec();
    }

    /// Adds `amount`.
    pub fn inc_by(&self, amount: impl Measure<U>) {
        self.bind().inc_by(amount);
    }

    /// Takes `amount` away.
    pub fn dec_by(&self, amount: impl Measure<U>) {
        self.bind().dec_by(amount);
    }

    /// The value now.
    pub fn get(&self) -> f64 {
        self.bind().get()
    }
}

impl Series<'_, UpDown> {
    /// One more.
    #[inline]
    pub fn inc(&self) {
        self.bind().inc();
    }

    /// One less.
    #[inline]
    pub fn dec(&self) {
        self.bind().dec();
    }

    /// So many more.
    #[inline]
    pub fn inc_by(&self, amount: u64) {
        self.bind().inc_by(amount);
    }

    /// So many less.
    #[inline]
    pub fn dec_by(&self, amount: u64) {
        self.bind().dec_by(amount);
    }

    /// One more until the guard is dropped, while the series is still held.
    pub fn track(&self) -> UpDownGuard<'_> {
        self.bind().track()
    }

    /// The number now, over all threads.
    pub fn get(&self) -> i64 {
        self.bind().get()
    }
}

impl<U: Unit> Series<'_, Histogram<U>> {
    /// Counts one observation. What is not a number falls above all bounds.
    #[inline]
    pub fn observe(&self, value: impl Measure<U>) {
        self.bind().observe(value);
    }

    /// Counts one observation, with an [exemplar](Exemplar#by-hand).
    pub fn observe_with_exemplar(&self, value: impl Measure<U>, labels: impl ExemplarLabels) {
        self.bind().observe_with_exemplar(value, labels);
    }

    /// The [exemplars](Exemplar) that the next page has, in the order of their buckets.
    pub fn exemplars(&self) -> Vec<Exemplar> {
        self.bind().exemplars()
    }

    /// How many observations there were, over all threads.
    pub fn count(&self) -> u64 {
        self.bind().count()
    }

    /// The sum of all observations, over all threads.
    pub fn sum(&self) -> f64 {
        self.bind().sum()
    }

    /// The upper bounds, and how many observations fell into each bucket; the last are above all bounds.
    pub fn buckets(&self) -> (&Buckets, Vec<u64>) {
        let (_, counts) = self.bind().buckets();
        (self.layout().buckets(), counts)
    }
}

impl<U: TimeUnit> Series<'_, Histogram<U>> {
    /// Starts a duration, to be observed in seconds while the series is still held.
    pub fn start_timer(&self) -> Timer<'_> {
        self.bind().start_timer()
    }
}

impl<U: Unit> Series<'_, Summary<U>> {
    /// Counts one observation.
    #[inline]
    pub fn observe(&self, value: impl Measure<U>) {
        self.bind().observe(value);
    }

    /// How many observations there were, over all threads.
    pub fn count(&self) -> u64 {
        self.bind().count()
    }

    /// The sum of all observations, over all threads.
    pub fn sum(&self) -> f64 {
        self.bind().sum()
    }
}

impl<T: LabelValue + 'static> Series<'_, StateSet<T>> {
    /// From now on this state is on, and no other.
    pub fn set(&self, state: T) {
        self.bind().set(state);
    }

    /// Switches one state on or off; the others stay.
    pub fn switch(&self, state: T, is_on: bool) {
        self.bind().switch(state, is_on);
    }

    /// Whether this state is on.
    pub fn is_on(&self, state: T) -> bool {
        self.bind().is_on(state)
    }
}
