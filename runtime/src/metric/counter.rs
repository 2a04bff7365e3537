//! Counters.

use super::{Bind, Layout, Metric, Source, series::Series};
use crate::{
    cell::Slot,
    exemplar::{Exemplar, ExemplarLabels},
    kind::Kind,
    sink::Sink,
};

/// A number that only goes up, such as orders taken.
///
/// # Cost
///
/// An addition is a plain load and store to memory that no other thread writes: cheaper than one atomic addition, and no
/// dearer with many threads.
///
/// # Where not to count
///
/// In a global allocator, because the first addition of a thread allocates; and in a signal handler, because the addition that it
/// interrupts may overwrite its own.
///
/// ```
/// use tickmark::Counter;
///
/// static ORDERS: Counter = Counter::new();
///
/// ORDERS.inc();
/// ORDERS.inc_by(2);
/// assert_eq!(ORDERS.get(), 3);
/// ```
#[derive(Debug, Default)]
pub struct Counter {
    series: Series,
}

impl Counter {
    /// A counter at zero.
    pub const fn new() -> Self {
        Self { series: Series::new() }
    }

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

    /// A handle that is ready to count.
    #[inline]
    pub fn bind(&self) -> BoundCounter<'_> {
        let (layout, first) = self.series.get_or_make(Layout::count);
        BoundCounter { layout, first }
    }
}

impl Metric for Counter {
    const KIND: Kind = Kind::Counter;
}

impl Source for Counter {
    fn write(&self, sink: &mut dyn Sink) {
        self.series.write(Layout::count, sink);
    }

    fn exemplars_refused(&self) -> u64 {
        self.series.exemplars_refused()
    }
}

impl Bind for Counter {
    type Bound<'a> = BoundCounter<'a>;

    const SLOTS: Option<usize> = Some(1);

    fn layout(_: &[f64]) -> Layout {
        Layout::count()
    }

    #[inline]
    fn bind(layout: &Layout, first: Slot) -> BoundCounter<'_> {
        BoundCounter { layout, first }
    }
}

/// One series of a counter, found once and ready to count.
#[derive(Clone, Copy, Debug)]
pub struct BoundCounter<'a> {
    layout: &'a Layout,
    first: Slot,
}

impl BoundCounter<'_> {
    /// Adds one.
    #[inline]
    pub fn inc(self) {
        self.inc_by(1);
    }

    /// Adds `amount`.
    #[inline]
    pub fn inc_by(self, amount: u64) {
        self.layout.add_count(self.first, amount);
    }

    /// Adds one, with an [exemplar](Exemplar#by-hand).
    pub fn inc_with_exemplar(self, labels: impl ExemplarLabels) {
        self.inc_by_with_exemplar(1, labels);
    }

    /// Adds `amount`, with an [exemplar](Exemplar#by-hand).
    pub fn inc_by_with_exemplar(self, amount: u64, labels: impl ExemplarLabels) {
        self.layout.add_count_with(self.first, amount, labels);
    }

    /// The number now, over all threads.
    pub fn get(self) -> u64 {
        self.first.total()
    }

    /// The [exemplar](Exemplar) that the next page has.
    pub fn exemplar(self) -> Option<Exemplar> {
        self.layout.exemplars().newest(&[self.first])
    }
}
