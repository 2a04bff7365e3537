//! Native histograms.

mod scale;
mod table;
mod tables;

use std::{borrow::Cow, marker::PhantomData};

use scale::schema_of;
use table::{Content, ZERO_THRESHOLD};
pub(super) use tables::Tables;

use super::{Bind, Layout, Metric, Source, series::Series};
use crate::{
    cell::Slot,
    exemplar::ExemplarLabels,
    kind::Kind,
    sink::{NativeValue, Sink},
    unit::{Measure, Unit},
};

/// Counts observations in buckets that nobody has to choose: each ends a tenth above the one before, over the whole range of numbers.
///
/// Buckets come to be when something falls into them. With more than 160 of them the resolution is halved, as often as need be; nothing
/// is lost. Only formats that know
/// [native histograms](https://prometheus.io/docs/specs/native_histograms/) can show the buckets: on a page of text it is a histogram
/// whose one bucket is `+Inf`, from which means can be told and no quantiles.
///
/// # Cost
///
/// Two plain additions to memory that no other thread writes, a logarithm by table, and a lookup. A series takes 2 KiB, and as much
/// again each time that the resolution is halved.
///
/// ```
/// use std::time::Duration;
///
/// use tickmark::{NativeHistogram, Seconds};
///
/// static QUERY_SECONDS: NativeHistogram<Seconds> = NativeHistogram::in_unit();
///
/// QUERY_SECONDS.observe(Duration::from_millis(250));
/// QUERY_SECONDS.observe(Duration::from_millis(260));
/// QUERY_SECONDS.observe(Duration::from_secs(3));
///
/// let value = QUERY_SECONDS.value();
/// assert_eq!((value.count(), value.schema), (3, 3));
/// assert_eq!(*value.positive, [(-16, 1), (-15, 1), (13, 1)]);
/// ```
#[derive(Debug)]
pub struct NativeHistogram<U = ()> {
    schema: i32,
    series: Series,
    unit: PhantomData<fn() -> U>,
}

/// How much wider a bucket is than the one before, at most: what the specification advises.
const FACTOR: f64 = 1.1;

impl NativeHistogram {
    /// A histogram without a unit. With one: [`in_unit`](NativeHistogram::in_unit).
    pub const fn new() -> Self {
        Self::in_unit()
    }
}

impl<U: Unit> NativeHistogram<U> {
    /// A histogram in the unit of its type.
    pub const fn in_unit() -> Self {
        Self { schema: schema_of(FACTOR), series: Series::new(), unit: PhantomData }
    }

    /// The same with buckets that grow by no more than this factor, where there are not too many of them; 1.1 if it isn't said.
    ///
    /// # Panics
    ///
    /// When the factor is not above 1; in a `static` that is an error of the compiler.
    #[must_use]
    #[track_caller]
    pub const fn factor(mut self, factor: f64) -> Self {
        assert!(factor > 1.0, "each bucket is wider than the one before: write a factor above 1, like 1.1");
        self.schema = schema_of(factor);
        self
    }

    /// Counts one observation. What is not a number is in no bucket, but counted.
    #[inline]
    pub fn observe(&self, value: impl Measure<U>) {
        self.bind().observe(value);
    }

    /// Counts one observation, with an [exemplar](crate::Exemplar#by-hand). One of them is kept for all values that are 65,536 times, or a
    /// power of that, as large as each other, to a factor of two; [`value`](Self::value) has them.
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

    /// All that is known of the observations.
    pub fn value(&self) -> NativeValue<'_> {
        self.bind().value()
    }

    /// A handle that is ready to observe.
    #[inline]
    pub fn bind(&self) -> BoundNativeHistogram<'_, U> {
        let (layout, first) = self.series.get_or_make(|| Layout::native(self.schema));
        BoundNativeHistogram { layout, first, unit: PhantomData }
    }
}

impl<U: Unit> Default for NativeHistogram<U> {
    fn default() -> Self {
        Self::in_unit()
    }
}

impl<U: Unit> Metric for NativeHistogram<U> {
    const KIND: Kind = Kind::Histogram;
    const UNIT: &'static str = U::NAME;
}

impl<U: Unit> Source for NativeHistogram<U> {
    fn write(&self, sink: &mut dyn Sink) {
        self.series.write(|| Layout::native(self.schema), sink);
    }

    fn exemplars_refused(&self) -> u64 {
        self.series.exemplars_refused()
    }
}

impl<U: Unit> Bind for NativeHistogram<U> {
    type Bound<'a> = BoundNativeHistogram<'a, U>;

    /// The buckets of a series are found by its slots, which must not become another's.
    const CAN_GO: bool = false;

    fn layout(_: &[f64]) -> Layout {
        Layout::native(schema_of(FACTOR))
    }

    #[inline]
    fn bind(layout: &Layout, first: Slot) -> BoundNativeHistogram<'_, U> {
        BoundNativeHistogram { layout, first, unit: PhantomData }
    }
}

/// One series of a native histogram, found once and ready to observe.
#[derive(Debug)]
pub struct BoundNativeHistogram<'a, U = ()> {
    layout: &'a Layout,
    first: Slot,
    unit: PhantomData<fn() -> U>,
}

impl<'a, U: Unit> BoundNativeHistogram<'a, U> {
    /// Counts one observation. What is not a number is in no bucket, but counted.
    #[inline]
    pub fn observe(self, value: impl Measure<U>) {
        self.layout.observe_native(self.first, value.in_unit());
    }

    /// Counts one observation, with an [exemplar](crate::Exemplar#by-hand).
    pub fn observe_with_exemplar(self, value: impl Measure<U>, labels: impl ExemplarLabels) {
        self.layout.observe_native_with(self.first, value.in_unit(), labels);
    }

    /// How many observations there were, over all threads.
    pub fn count(self) -> u64 {
        self.value().count()
    }

    /// The sum of all observations, over all threads.
    pub fn sum(self) -> f64 {
        self.layout.sum(self.first)
    }

    /// All that is known of the observations.
    pub fn value(self) -> NativeValue<'a> {
        self.layout.native_value(&[self.first])
    }
}

/// The first slots of a series: what is near zero, the sum, as where there are no buckets, and what is not a number.
pub(super) const ZERO: usize = 0;
pub(super) const NOT_A_NUMBER: usize = 2;
pub(super) const SLOTS: usize = 3;

impl Tables {
    /// What the series that starts at `first` has counted.
    pub(super) fn value(&self, first: Slot, sum: f64) -> NativeValue<'_> {
        let Content { schema, positive, negative } = self.content(first);
        NativeValue {
            schema,
            zero_threshold: ZERO_THRESHOLD,
            zero_count: first.offset(ZERO).total(),
            not_a_number: first.offset(NOT_A_NUMBER).total(),
            positive: positive.into_iter().collect(),
            negative: negative.into_iter().collect(),
            sum,
            created: None,
            exemplars: Cow::Borrowed(&[]),
            classic: None,
        }
    }
}
