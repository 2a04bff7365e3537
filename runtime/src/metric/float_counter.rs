//! Counters of what does not come in ones.

use std::marker::PhantomData;

use super::{Bind, Layout, Metric, Source, series::Series};
use crate::{
    cell::Slot,
    exemplar::{Exemplar, ExemplarLabels},
    kind::Kind,
    sink::Sink,
    unit::{Measure, Unit},
};

/// A number that only goes up by any amount, such as the seconds that were worked.
///
/// What is below zero, infinite or not a number is not counted; `tickmark_values_refused_total` says how often that was. One infinite
/// amount would be all that the counter ever says.
///
/// # Cost
///
/// That of a [`Counter`](crate::Counter).
///
/// ```
/// use std::time::Duration;
///
/// use tickmark::{FloatCounter, Seconds};
///
/// static WORKED_SECONDS: FloatCounter<Seconds> = FloatCounter::in_unit();
///
/// WORKED_SECONDS.inc_by(Duration::from_millis(1_500));
/// WORKED_SECONDS.inc_by(Seconds(-1.0));
/// assert_eq!(WORKED_SECONDS.get(), 1.5);
/// ```
#[derive(Debug)]
pub struct FloatCounter<U = ()> {
    series: Series,
    unit: PhantomData<fn() -> U>,
}

impl FloatCounter {
    /// A counter at zero. With a unit: [`in_unit`](FloatCounter::in_unit).
    pub const fn new() -> Self {
        Self::in_unit()
    }
}

impl<U: Unit> FloatCounter<U> {
    /// A counter at zero, in the unit of its type.
    pub const fn in_unit() -> Self {
        Self { series: Series::new(), unit: PhantomData }
    }

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

    /// A handle that is ready to count.
    #[inline]
    pub fn bind(&self) -> BoundFloatCounter<'_, U> {
        let (layout, first) = self.series.get_or_make(Layout::amount);
        BoundFloatCounter { layout, first, unit: PhantomData }
    }
}

impl<U: Unit> Default for FloatCounter<U> {
    fn default() -> Self {
        Self::in_unit()
    }
}

impl<U: Unit> Metric for FloatCounter<U> {
    const KIND: Kind = Kind::Counter;
    const UNIT: &'static str = U::NAME;
}

impl<U: Unit> Source for FloatCounter<U> {
    fn write(&self, sink: &mut dyn Sink) {
        self.series.write(Layout::amount, sink);
    }

    fn refused(&self) -> u64 {
        self.series.refused()
    }

    fn exemplars_refused(&self) -> u64 {
        self.series.exemplars_refused()
    }
}

impl<U: Unit> Bind for FloatCounter<U> {
    type Bound<'a> = BoundFloatCounter<'a, U>;

    const SLOTS: Option<usize> = Some(1);

    fn layout(_: &[f64]) -> Layout {
        Layout::amount()
    }

    #[inline]
    fn bind(layout: &Layout, first: Slot) -> BoundFloatCounter<'_, U> {
        BoundFloatCounter { layout, first, unit: PhantomData }
    }
}

/// One series of such a counter, found once and ready to count.
#[derive(Debug)]
pub struct BoundFloatCounter<'a, U = ()> {
    layout: &'a Layout,
    first: Slot,
    unit: PhantomData<fn() -> U>,
}

impl<U: Unit> BoundFloatCounter<'_, U> {
    /// Adds `amount`; what is below zero, infinite or not a number is not counted.
    #[inline]
    pub fn inc_by(self, amount: impl Measure<U>) {
        self.layout.add_amount(self.first, amount.in_unit());
    }

    /// The same, with an [exemplar](Exemplar#by-hand).
    pub fn inc_by_with_exemplar(self, amount: impl Measure<U>, labels: impl ExemplarLabels) {
        self.layout.add_amount_with(self.first, amount.in_unit(), labels);
    }

    /// The number now, over all threads.
    pub fn get(self) -> f64 {
        self.first.float_total()
    }

    /// The [exemplar](Exemplar) that the next page has.
    pub fn exemplar(self) -> Option<Exemplar> {
        self.layout.exemplars().newest(&[self.first])
    }
}
