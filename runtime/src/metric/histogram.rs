//! Histograms.

use std::marker::PhantomData;

use super::{Bind, Layout, Metric, Source, Timer, series::Series};
use crate::{
    buckets::{Buckets, assert_buckets},
    cell::Slot,
    exemplar::{Exemplar, ExemplarLabels},
    kind::Kind,
    sink::Sink,
    unit::{Measure, TimeUnit, Unit},
};

/// Counts observations in buckets, so that quantiles can be estimated over any time and any number of programs.
///
/// # Cost
///
/// Two plain additions to memory that no other thread writes, and a walk over the bounds up to the right one.
///
/// ```
/// use tickmark::Histogram;
///
/// static BASKET_SIZE: Histogram = Histogram::with_buckets(&[1.0, 3.0, 10.0]);
///
/// BASKET_SIZE.observe(3.0);
/// BASKET_SIZE.observe(40.0);
/// assert_eq!(BASKET_SIZE.count(), 2);
/// assert_eq!(BASKET_SIZE.sum(), 43.0);
/// ```
///
/// # In a unit
///
/// ```
/// use std::time::Duration;
///
/// use tickmark::{Histogram, Seconds};
///
/// static PACKING_SECONDS: Histogram<Seconds> = Histogram::in_unit().buckets(&[1.0, 10.0, 60.0]);
///
/// PACKING_SECONDS.observe(Duration::from_millis(2_500));
/// assert_eq!(PACKING_SECONDS.sum(), 2.5);
/// ```
#[derive(Debug)]
pub struct Histogram<U = ()> {
    bounds: &'static [f64],
    series: Series,
    unit: PhantomData<fn() -> U>,
}

impl Histogram {
    /// A histogram with [`DURATION_BUCKETS`](crate::DURATION_BUCKETS). With a unit: [`in_unit`](Histogram::in_unit).
    pub const fn new() -> Self {
        Self::in_unit()
    }

    /// A histogram with these upper bounds.
    ///
    /// # Panics
    ///
    /// When the bounds are empty, not finite or don't increase; in a `static` that is an error of the compiler.
    #[track_caller]
    pub const fn with_buckets(bounds: &'static [f64]) -> Self {
        Self::in_unit().buckets(bounds)
    }
}

impl<U: Unit> Histogram<U> {
    /// A histogram in the unit of its type, with the [buckets](Unit::BUCKETS) of that.
    pub const fn in_unit() -> Self {
        Self { bounds: U::BUCKETS, series: Series::new(), unit: PhantomData }
    }

    /// The same with these upper bounds.
    ///
    /// # Panics
    ///
    /// As [`with_buckets`](Histogram::with_buckets).
    #[must_use]
    #[track_caller]
    pub const fn buckets(mut self, bounds: &'static [f64]) -> Self {
        assert_buckets(bounds);
        self.bounds = bounds;
        self
    }

    /// Counts one observation. What is not a number falls above all bounds.
    #[inline]
    pub fn observe(&self, value: impl Measure<U>) {
        self.bind().observe(value);
    }

    /// Counts one observation, with an [exemplar](Exemplar#by-hand).
    pub fn observe_with_exemplar(&self, value: impl Measure<U>, labels: impl ExemplarLabels) {
        self.bind().observe_with_exemplar(value, labels);
    }

    /// How many observations there were, over all threads.
    pub fn count(&self) -> u64 {
        self.bind().count()
    }

    /// The sum of all observations, over all threads.
    pub fn sum(&self) -> f64 {
        self.bind().sum()
    }

    /// The [exemplars](Exemplar) that the next page has, in the order of their buckets.
    pub fn exemplars(&self) -> Vec<Exemplar> {
        self.bind().exemplars()
    }

    /// A handle that is ready to observe.
    #[inline]
    pub fn bind(&self) -> BoundHistogram<'_, U> {
        let (layout, first) = self.series.get_or_make(|| Layout::histogram(self.bounds));
        BoundHistogram { layout, first, unit: PhantomData }
    }
}

impl<U: TimeUnit> Histogram<U> {
    /// Starts a duration, to be observed in seconds.
    pub fn start_timer(&self) -> Timer<'_> {
        self.bind().start_timer()
    }
}

impl<U: Unit> Default for Histogram<U> {
    fn default() -> Self {
        Self::in_unit()
    }
}

impl<U: Unit> Metric for Histogram<U> {
    const KIND: Kind = Kind::Histogram;
    const UNIT: &'static str = U::NAME;
}

impl<U: Unit> Source for Histogram<U> {
    fn bounds(&self) -> &'static [f64] {
        self.bounds
    }

    fn bound_by(&self, bounds: &[f64]) -> bool {
        let (layout, _) = self.series.get_or_make(|| Layout::histogram(bounds));
        layout.buckets().bounds() == bounds
    }

    fn write(&self, sink: &mut dyn Sink) {
        self.series.write(|| Layout::histogram(self.bounds), sink);
    }

    fn exemplars_refused(&self) -> u64 {
        self.series.exemplars_refused()
    }
}

impl<U: Unit> Bind for Histogram<U> {
    type Bound<'a> = BoundHistogram<'a, U>;

    const DEFAULT_BOUNDS: &'static [f64] = U::BUCKETS;

    fn layout(bounds: &[f64]) -> Layout {
        Layout::histogram(bounds)
    }

    #[inline]
    fn bind(layout: &Layout, first: Slot) -> BoundHistogram<'_, U> {
        BoundHistogram { layout, first, unit: PhantomData }
    }
}

/// One series of a histogram, found once and ready to observe.
#[derive(Debug)]
pub struct BoundHistogram<'a, U = ()> {
    layout: &'a Layout,
    first: Slot,
    unit: PhantomData<fn() -> U>,
}

impl<'a, U: TimeUnit> BoundHistogram<'a, U> {
    /// Starts a duration, to be observed in seconds.
    pub fn start_timer(self) -> Timer<'a> {
        Timer::start(self.without_unit())
    }

    /// The same without its unit, which durations are seconds in.
    #[inline]
    pub(crate) const fn without_unit(self) -> BoundHistogram<'a> {
        BoundHistogram { layout: self.layout, first: self.first, unit: PhantomData }
    }
}

impl<U: Unit> BoundHistogram<'_, U> {
    /// Counts one observation. What is not a number falls above all bounds.
    #[inline]
    pub fn observe(self, value: impl Measure<U>) {
        self.layout.observe(self.first, value.in_unit());
    }

    /// Counts one observation, with an [exemplar](Exemplar#by-hand).
    pub fn observe_with_exemplar(self, value: impl Measure<U>, labels: impl ExemplarLabels) {
        self.layout.observe_with(self.first, value.in_unit(), labels);
    }

    /// How many observations there were, over all threads.
    pub fn count(self) -> u64 {
        self.counts().iter().sum()
    }

    /// The sum of all observations, over all threads.
    pub fn sum(self) -> f64 {
        self.layout.sum(self.first)
    }

    /// The upper bounds, and how many observations fell into each bucket; the last are above all bounds.
    pub fn buckets(&self) -> (&Buckets, Vec<u64>) {
        (self.layout.buckets(), self.counts())
    }

    /// The [exemplars](Exemplar) that the next page has, in the order of their buckets.
    pub fn exemplars(self) -> Vec<Exemplar> {
        let of_buckets = self.layout.exemplars().numbered(&[self.first], self.layout.buckets().len());
        of_buckets.into_iter().map(|(_, exemplar)| exemplar).collect()
    }

    fn counts(self) -> Vec<u64> {
        self.layout.counts(self.first)
    }
}
