//! Counters that go up and down.

use once_cell::race::OnceBox;

use super::{Bind, Layout, Metric, Source};
use crate::{
    cell::{Slot, SlotRange},
    kind::Kind,
    label::Labels,
    sink::Sink,
};

/// How many there are of something that comes and goes, such as open connections; a gauge on the page.
///
/// What is set rather than added up is a [`Gauge`](crate::Gauge).
///
/// # Cost
///
/// That of a [`Counter`](crate::Counter), also with many threads. A scrape that reads one thread after the other may be off by what changes
/// meanwhile.
///
/// ```
/// use tickmark::UpDown;
///
/// static CONNECTIONS: UpDown = UpDown::new();
///
/// let connection = CONNECTIONS.track();
/// CONNECTIONS.inc_by(2);
/// CONNECTIONS.dec();
/// assert_eq!(CONNECTIONS.get(), 2);
/// drop(connection);
/// assert_eq!(CONNECTIONS.get(), 1);
/// ```
#[derive(Debug, Default)]
pub struct UpDown {
    slots: OnceBox<SlotRange>,
}

impl UpDown {
    /// None yet.
    pub const fn new() -> Self {
        Self { slots: OnceBox::new() }
    }

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

    /// One more until the guard is dropped.
    pub fn track(&self) -> UpDownGuard<'_> {
        self.bind().track()
    }

    /// The number now, over all threads.
    pub fn get(&self) -> i64 {
        self.bind().get()
    }

    /// A handle that is ready to count.
    #[inline]
    pub fn bind(&self) -> BoundUpDown<'_> {
        BoundUpDown::new(self.slots.get_or_init(|| Box::new(SlotRange::allocate(1))).first())
    }
}

impl Metric for UpDown {
    const KIND: Kind = Kind::Gauge;
}

impl Source for UpDown {
    fn write(&self, sink: &mut dyn Sink) {
        sink.gauge(Labels::from_text(""), self.get() as f64);
    }
}

impl Bind for UpDown {
    type Bound<'a> = BoundUpDown<'a>;

    const SLOTS: Option<usize> = Some(1);

    fn layout(_: &[f64]) -> Layout {
        Layout::difference()
    }

    #[inline]
    fn bind(_: &Layout, first: Slot) -> BoundUpDown<'_> {
        BoundUpDown::new(first)
    }
}

/// One series of such a counter, found once and ready to count.
#[derive(Clone, Copy, Debug)]
pub struct BoundUpDown<'a> {
    slot: Slot,
    owner: std::marker::PhantomData<&'a UpDown>,
}

impl<'a> BoundUpDown<'a> {
    #[inline]
    const fn new(slot: Slot) -> Self {
        Self { slot, owner: std::marker::PhantomData }
    }

    /// One more.
    #[inline]
    pub fn inc(self) {
        self.slot.add(1);
    }

    /// One less.
    #[inline]
    pub fn dec(self) {
        self.slot.subtract(1);
    }

    /// So many more.
    #[inline]
    pub fn inc_by(self, amount: u64) {
        self.slot.add(amount);
    }

    /// So many less.
    #[inline]
    pub fn dec_by(self, amount: u64) {
        self.slot.subtract(amount);
    }

    /// One more until the guard is dropped.
    pub fn track(self) -> UpDownGuard<'a> {
        self.inc();
        UpDownGuard { counter: self }
    }

    /// The number now, over all threads.
    pub fn get(self) -> i64 {
        self.slot.total().cast_signed()
    }
}

/// One of what an [`UpDown`] counts, until it is dropped.
#[derive(Debug)]
#[must_use = "dropping it takes the one away"]
pub struct UpDownGuard<'a> {
    counter: BoundUpDown<'a>,
}

impl Drop for UpDownGuard<'_> {
    fn drop(&mut self) {
        self.counter.dec();
    }
}
