//! Gauges.

use std::marker::PhantomData;

use once_cell::race::OnceBox;

use super::{Bind, Layout, Metric, Source};
use crate::{
    cell::{Slot, SlotRange},
    kind::Kind,
    label::Labels,
    sink::Sink,
    unit::{Measure, Unit},
};

/// A number that goes up and down, such as the length of a queue.
///
/// # Cost
///
/// One shared value, because what is set last must win: a store for `set`, a compare-and-exchange for the others.
///
/// ```
/// use tickmark::Gauge;
///
/// static QUEUE_LENGTH: Gauge = Gauge::new();
///
/// QUEUE_LENGTH.set(4.0);
/// QUEUE_LENGTH.dec();
/// assert_eq!(QUEUE_LENGTH.get(), 3.0);
/// ```
///
/// # In a unit
///
/// ```
/// use tickmark::{Bytes, Gauge};
///
/// static CACHE_BYTES: Gauge<Bytes> = Gauge::in_unit();
///
/// CACHE_BYTES.set(vec![0_u8; 512].len());
/// assert_eq!(CACHE_BYTES.get(), 512.0);
/// ```
#[derive(Debug)]
pub struct Gauge<U = ()> {
    slots: OnceBox<SlotRange>,
    unit: PhantomData<fn() -> U>,
}

impl Gauge {
    /// A gauge at zero. With a unit: [`in_unit`](Gauge::in_unit).
    pub const fn new() -> Self {
        Self::in_unit()
    }
}

impl<U: Unit> Gauge<U> {
    /// A gauge at zero, in the unit of its type.
    pub const fn in_unit() -> Self {
        Self { slots: OnceBox::new(), unit: PhantomData }
    }

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

    /// A handle that is ready to be set.
    pub fn bind(&self) -> BoundGauge<'_, U> {
        BoundGauge::new(self.slots.get_or_init(|| Box::new(SlotRange::allocate(1))).first())
    }
}

impl<U: Unit> Default for Gauge<U> {
    fn default() -> Self {
        Self::in_unit()
    }
}

impl<U: Unit> Metric for Gauge<U> {
    const KIND: Kind = Kind::Gauge;
    const UNIT: &'static str = U::NAME;
}

impl<U: Unit> Source for Gauge<U> {
    fn write(&self, sink: &mut dyn Sink) {
        sink.gauge(Labels::from_text(""), self.get());
    }
}

impl<U: Unit> Bind for Gauge<U> {
    type Bound<'a> = BoundGauge<'a, U>;

    const SLOTS: Option<usize> = Some(1);

    fn layout(_: &[f64]) -> Layout {
        Layout::level()
    }

    fn bind(_: &Layout, first: Slot) -> BoundGauge<'_, U> {
        BoundGauge::new(first)
    }
}

/// One series of a gauge, found once and ready to be set.
#[derive(Debug)]
pub struct BoundGauge<'a, U = ()> {
    slot: Slot,
    owner: PhantomData<&'a Gauge<U>>,
}

impl<'a, U: Unit> BoundGauge<'a, U> {
    pub(crate) const fn new(slot: Slot) -> Self {
        Self { slot, owner: PhantomData }
    }

    /// The same without its unit.
    pub(crate) const fn without_unit(self) -> BoundGauge<'a> {
        BoundGauge { slot: self.slot, owner: PhantomData }
    }

    /// Sets the value.
    pub fn set(self, value: impl Measure<U>) {
        self.slot.set_float(value.in_unit());
    }

    /// Adds one.
    pub fn inc(self) {
        self.slot.add_float_shared(1.0);
    }

    /// Takes one away.
    pub fn dec(self) {
        self.slot.add_float_shared(-1.0);
    }

    /// Adds `amount`.
    pub fn inc_by(self, amount: impl Measure<U>) {
        self.slot.add_float_shared(amount.in_unit());
    }

    /// Takes `amount` away.
    pub fn dec_by(self, amount: impl Measure<U>) {
        self.slot.add_float_shared(-amount.in_unit());
    }

    /// The value now.
    pub fn get(self) -> f64 {
        self.slot.shared_float()
    }
}
