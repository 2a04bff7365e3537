//! Native histograms.

mod bounds;
mod content;
mod resolution;
mod scale;
mod scratch;
mod table;
mod tables;
#[cfg(test)]
mod tests;
mod zero;

use std::marker::PhantomData;

pub use resolution::assert_factor;
pub(crate) use resolution::{Resolution, assert_zero_threshold};
pub(super) use tables::Tables;

use super::{Bind, Layout, Metric, Source, Timer, series::Series};
use crate::{
    buckets::assert_buckets,
    cell::Slot,
    exemplar::ExemplarLabels,
    kind::Kind,
    label::Labels,
    sink::{NativeValue, Sink},
    timestamp::Timestamp,
    unit::{Measure, TimeUnit, Unit},
};

/// Counts observations in buckets that nobody has to choose: each ends a tenth above the one before, over the whole range of numbers.
///
/// Buckets come to be when something falls into them. With more than 160 of them the resolution is halved, as often as need be, or the
/// [zero bucket widened](Self::max_zero_threshold); nothing is lost, and nothing is ever set back to zero. What is not a number is in no
/// bucket, but counted.
///
/// Only formats that know [native histograms](https://prometheus.io/docs/specs/native_histograms/) can show the buckets: on a page of text it
/// is a histogram whose one bucket is `+Inf`, from which means can be told and no quantiles, unless it is given [`buckets`](Self::buckets)
/// for that page.
///
/// # Cost
///
/// Two plain additions to memory that no other thread writes, the bucket's index from the bits of the number and two small tables, and a
/// lookup; with `buckets` what a [`Histogram`](crate::Histogram) costs comes on top. A series takes some 2.8 KB from its first observation on,
/// more with many buckets, and 2 KiB and its buckets again each time that the resolution is halved.
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
    resolution: Resolution,
    bounds: &'static [f64],
    series: Series,
    unit: PhantomData<fn() -> U>,
}

impl NativeHistogram {
    /// A histogram without a unit. With one: [`in_unit`](NativeHistogram::in_unit).
    pub const fn new() -> Self {
        Self::in_unit()
    }
}

impl<U: Unit> NativeHistogram<U> {
    /// A histogram in the unit of its type.
    pub const fn in_unit() -> Self {
        Self { resolution: Resolution::DEFAULT, bounds: &[], series: Series::new(), unit: PhantomData }
    }

    /// The same with buckets that grow by no more than this factor, where there are not too many of them; 1.1 if it isn't said.
    ///
    /// Buckets are no finer than the specification has them: below 2^(1/256), which is 1.0027, a factor is taken for that.
    ///
    /// # Panics
    ///
    /// When the factor is not above 1; in a `static` that is an error of the compiler.
    #[must_use]
    #[track_caller]
    pub const fn factor(mut self, factor: f64) -> Self {
        assert_factor(factor);
        self.resolution = self.resolution.with_factor(factor);
        self
    }

    /// The same with a zero bucket that may grow up to the greatest power of two that is not above this.
    ///
    /// It ends at 2⁻¹²⁸, and stays there if this isn't said. Where there would be too many buckets and some of them lie below the threshold,
    /// those become one with the zero bucket before the resolution is halved: for values that are too small to matter, such as differences
    /// that are nothing but rounding errors.
    ///
    /// # Panics
    ///
    /// When the threshold is not a finite number above zero; in a `static` that is an error of the compiler.
    ///
    /// ```
    /// use tickmark::NativeHistogram;
    ///
    /// static DRIFT: NativeHistogram = NativeHistogram::new().max_zero_threshold(1e-6);
    ///
    /// (0..1_000).for_each(|step| DRIFT.observe(1.1_f64.powi(-step)));
    ///
    /// let value = DRIFT.value();
    /// assert_eq!((value.schema, value.count()), (3, 1_000));
    /// assert!(value.zero_threshold <= 1e-6 && value.zero_count > 800);
    /// ```
    #[must_use]
    #[track_caller]
    pub const fn max_zero_threshold(mut self, threshold: f64) -> Self {
        assert_zero_threshold(threshold);
        self.resolution = self.resolution.with_widest_zero(threshold);
        self
    }

    /// The same with these upper bounds beside the native buckets, for formats that know no others, such as the text of a browser or
    /// of a Prometheus that does not ask for native histograms.
    ///
    /// There are none unless it is said, because whoever takes a native histogram wants to choose none, and no choice is right for
    /// what has no unit. [`timed(native)`](macro@crate::timed) does have both.
    ///
    /// # Panics
    ///
    /// When the bounds are empty, not finite or don't increase; in a `static` that is an error of the compiler.
    ///
    /// ```
    /// use tickmark::{NativeHistogram, Registry};
    ///
    /// static BASKET_SIZE: NativeHistogram = NativeHistogram::new().buckets(&[1.0, 3.0, 10.0]);
    ///
    /// let registry = Registry::new();
    /// registry.register("basket_size", "Items in a basket.", &BASKET_SIZE)?;
    /// BASKET_SIZE.observe(3.0);
    /// assert!(registry.encode().contains("basket_size_bucket{le=\"3\"} 1\n"));
    /// # Ok::<(), tickmark::Problem>(())
    /// ```
    #[must_use]
    #[track_caller]
    pub const fn buckets(mut self, bounds: &'static [f64]) -> Self {
        assert_buckets(bounds);
        self.bounds = bounds;
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
        let (layout, first) = self.series.get_or_make(|| self.layout_with(self.bounds));
        BoundNativeHistogram { layout, first, unit: PhantomData }
    }

    fn layout_with(&self, bounds: &[f64]) -> Layout {
        Layout::native(bounds, self.resolution)
    }
}

impl<U: TimeUnit> NativeHistogram<U> {
    /// Starts a duration, to be observed in seconds.
    pub fn start_timer(&self) -> Timer<'_> {
        self.bind().start_timer()
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
    fn bounds(&self) -> &'static [f64] {
        self.bounds
    }

    fn bound_by(&self, bounds: &[f64]) -> bool {
        let (layout, _) = self.series.get_or_make(|| self.layout_with(bounds));
        layout.buckets().bounds() == bounds
    }

    fn write(&self, sink: &mut dyn Sink) {
        self.series.write(|| self.layout_with(self.bounds), sink);
    }

    fn exemplars_refused(&self) -> u64 {
        self.series.exemplars_refused()
    }
}

impl<U: Unit> Bind for NativeHistogram<U> {
    type Bound<'a> = BoundNativeHistogram<'a, U>;

    /// The buckets of a series are found by its slots, which must not become another's.
    const CAN_GO: bool = false;

    fn layout(bounds: &[f64]) -> Layout {
        Layout::native(bounds, Resolution::DEFAULT)
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

impl<'a, U: TimeUnit> BoundNativeHistogram<'a, U> {
    /// Starts a duration, to be observed in seconds.
    pub fn start_timer(self) -> Timer<'a> {
        Timer::start(self.without_unit())
    }

    /// The same without its unit, which durations are seconds in.
    #[inline]
    pub(crate) const fn without_unit(self) -> BoundNativeHistogram<'a> {
        BoundNativeHistogram { layout: self.layout, first: self.first, unit: PhantomData }
    }
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
        scratch::owned(self.layout, self.first)
    }
}

/// Writes the series that start at these slots, of which the classic buckets and the sums have been read and added up: all of them have
/// native buckets.
pub(super) fn write(
    layout: &Layout,
    labels: Labels<'_>,
    (starts, numbers): (&[Slot], &[u64]),
    created: Option<Timestamp>,
    sink: &mut dyn Sink,
) {
    let has_exemplars = layout.exemplars().are_for(sink);
    scratch::with(|scratch| {
        let value = scratch.read(layout, starts, numbers, has_exemplars);
        sink.native_histogram(labels, &NativeValue { created, ..value });
    });
}
