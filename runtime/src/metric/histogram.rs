//! Histograms.

use once_cell::race::OnceBox;

use super::{Bind, Instrument, Layout, Metric, Source, Timer};
use crate::{
    buckets::{Buckets, DURATION_BUCKETS, assert_buckets},
    cell::{Slot, SlotRange},
    kind::Kind,
    label::Labels,
    sink::Sink,
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
#[derive(Debug)]
pub struct Histogram {
    bounds: &'static [f64],
    series: OnceBox<Series>,
}

#[derive(Debug)]
struct Series {
    layout: Layout,
    slots: SlotRange,
}

impl Histogram {
    /// A histogram with [`DURATION_BUCKETS`].
    pub const fn new() -> Self {
        Self::with_buckets(DURATION_BUCKETS)
    }

    /// A histogram with these upper bounds.
    ///
    /// # Panics
    ///
    /// When the bounds are empty, not finite or don't increase; in a `static` that is an error of the compiler.
    #[track_caller]
    pub const fn with_buckets(bounds: &'static [f64]) -> Self {
        assert_buckets(bounds);
        Self { bounds, series: OnceBox::new() }
    }

    /// Counts one observation. What is not a number falls above all bounds.
    #[inline]
    pub fn observe(&self, value: f64) {
        self.bind().observe(value);
    }

    /// Starts a duration, to be observed in seconds.
    pub fn start_timer(&self) -> Timer<'_> {
        self.bind().start_timer()
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
    pub fn bind(&self) -> BoundHistogram<'_> {
        let series = self.series();
        BoundHistogram { layout: &series.layout, first: series.slots.first() }
    }

    #[inline]
    fn series(&self) -> &Series {
        self.series.get_or_init(|| {
            let layout = Layout::histogram(self.bounds);
            let slots = SlotRange::allocate(layout.slots());
            Box::new(Series { layout, slots })
        })
    }
}

impl Default for Histogram {
    fn default() -> Self {
        Self::new()
    }
}

impl Metric for Histogram {
    const KIND: Kind = Kind::Histogram;
}

impl Source for Histogram {
    fn bounds(&self) -> &'static [f64] {
        self.bounds
    }

    fn write(&self, sink: &mut dyn Sink) {
        let series = self.series();
        series.layout.write(Labels::from_text(""), std::iter::once(series.slots.first()), sink);
    }
}

impl Instrument for Histogram {
    type Bound<'a> = BoundHistogram<'a>;
}

impl Bind for Histogram {
    const DEFAULT_BOUNDS: &'static [f64] = DURATION_BUCKETS;

    fn layout(bounds: &[f64]) -> Layout {
        Layout::histogram(bounds)
    }

    #[inline]
    fn bind(layout: &Layout, first: Slot) -> BoundHistogram<'_> {
        BoundHistogram { layout, first }
    }
}

/// One series of a histogram, found once and ready to observe.
#[derive(Clone, Copy, Debug)]
pub struct BoundHistogram<'a> {
    layout: &'a Layout,
    first: Slot,
}

impl<'a> BoundHistogram<'a> {
    /// Starts a duration, to be observed in seconds.
    pub fn start_timer(self) -> Timer<'a> {
        Timer::start(self)
    }

    /// Counts one observation. What is not a number falls above all bounds.
    #[inline]
    pub fn observe(self, value: f64) {
        self.layout.observe(self.first, value);
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

    fn counts(self) -> Vec<u64> {
        self.layout.counts(self.first)
    }
}
