//! Counters.

use once_cell::race::OnceBox;

use super::{Bind, Layout, Metric, Source};
use crate::{
    cell::{Slot, SlotRange},
    kind::Kind,
    label::Labels,
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
    slots: OnceBox<SlotRange>,
}

impl Counter {
    /// A counter at zero.
    pub const fn new() -> Self {
        Self { slots: OnceBox::new() }
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

    /// The number now, over all threads.
    pub fn get(&self) -> u64 {
        self.bind().get()
    }

    /// A handle that is ready to count.
    #[inline]
    pub fn bind(&self) -> BoundCounter<'_> {
        BoundCounter::new(self.slots.get_or_init(|| Box::new(SlotRange::allocate(1))).first())
    }
}

impl Metric for Counter {
    const KIND: Kind = Kind::Counter;
}

impl Source for Counter {
    fn write(&self, sink: &mut dyn Sink) {
        sink.counter(Labels::from_text(""), &self.get().into());
    }
}

impl Bind for Counter {
    type Bound<'a> = BoundCounter<'a>;

    const SLOTS: Option<usize> = Some(1);

    fn layout(_: &[f64]) -> Layout {
        Layout::count()
    }

    #[inline]
    fn bind(_: &Layout, first: Slot) -> BoundCounter<'_> {
        BoundCounter::new(first)
    }
}

/// One series of a counter, found once and ready to count.
#[derive(Clone, Copy, Debug)]
pub struct BoundCounter<'a> {
    slot: Slot,
    owner: std::marker::PhantomData<&'a Counter>,
}

impl BoundCounter<'_> {
    #[inline]
    pub(crate) const fn new(slot: Slot) -> Self {
        Self { slot, owner: std::marker::PhantomData }
    }

    /// Adds one.
    #[inline]
    pub fn inc(self) {
        self.slot.add(1);
    }

    /// Adds `amount`.
    #[inline]
    pub fn inc_by(self, amount: u64) {
        self.slot.add(amount);
    }

    /// The number now, over all threads.
    pub fn get(self) -> u64 {
        self.slot.total()
    }
}
