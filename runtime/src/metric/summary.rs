//! Summaries.

use std::marker::PhantomData;

use super::{Bind, Layout, Metric, Source, series::Series};
use crate::{
    cell::Slot,
    kind::Kind,
    sink::Sink,
    unit::{Measure, Unit},
};

/// How many observations there were, and their sum: the mean over any time, at the price of two numbers.
///
/// It has no quantiles: those of several programs can't be put together. A [`Histogram`](crate::Histogram) can.
///
/// # Cost
///
/// Two plain additions to memory that no other thread writes.
///
/// ```
/// use tickmark::{Bytes, Summary};
///
/// static UPLOAD_BYTES: Summary<Bytes> = Summary::in_unit();
///
/// UPLOAD_BYTES.observe(512_u64);
/// UPLOAD_BYTES.observe(256_u64);
/// assert_eq!((UPLOAD_BYTES.count(), UPLOAD_BYTES.sum()), (2, 768.0));
/// ```
#[derive(Debug)]
pub struct Summary<U = ()> {
    series: Series,
    unit: PhantomData<fn() -> U>,
}

impl Summary {
    /// A summary of nothing yet. With a unit: [`in_unit`](Summary::in_unit).
    pub const fn new() -> Self {
        Self::in_unit()
    }
}

impl<U: Unit> Summary<U> {
    /// A summary of nothing yet, in the unit of its type.
    pub const fn in_unit() -> Self {
        Self { series: Series::new(), unit: PhantomData }
    }

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

    /// A handle that is ready to observe.
    #[inline]
    pub fn bind(&self) -> BoundSummary<'_, U> {
        let (layout, first) = self.series.get_or_make(Layout::summary);
        BoundSummary { layout, first, unit: PhantomData }
    }
}

impl<U: Unit> Default for Summary<U> {
    fn default() -> Self {
        Self::in_unit()
    }
}

impl<U: Unit> Metric for Summary<U> {
    const KIND: Kind = Kind::Summary;
    const UNIT: &'static str = U::NAME;
}

impl<U: Unit> Source for Summary<U> {
    fn write(&self, sink: &mut dyn Sink) {
        self.series.write(Layout::summary, sink);
    }
}

impl<U: Unit> Bind for Summary<U> {
    type Bound<'a> = BoundSummary<'a, U>;

    fn layout(_: &[f64]) -> Layout {
        Layout::summary()
    }

    #[inline]
    fn bind(layout: &Layout, first: Slot) -> BoundSummary<'_, U> {
        BoundSummary { layout, first, unit: PhantomData }
    }
}

/// One series of a summary, found once and ready to observe.
#[derive(Debug)]
pub struct BoundSummary<'a, U = ()> {
    layout: &'a Layout,
    first: Slot,
    unit: PhantomData<fn() -> U>,
}

impl<U: Unit> BoundSummary<'_, U> {
    /// Counts one observation.
    #[inline]
    pub fn observe(self, value: impl Measure<U>) {
        self.layout.observe(self.first, value.in_unit());
    }

    /// How many observations there were, over all threads.
    pub fn count(self) -> u64 {
        self.first.total()
    }

    /// The sum of all observations, over all threads.
    pub fn sum(self) -> f64 {
        self.layout.sum(self.first)
    }
}
