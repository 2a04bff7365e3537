//! Gauges.

use once_cell::race::OnceBox;

use super::{Bind, Instrument, Layout, Metric, Source};
use crate::{
    cell::{Slot, SlotRange},
    kind::Kind,
    label::Labels,
    sink::Sink,
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
#[derive(Debug, Default)]
pub struct Gauge {
    slots: OnceBox<SlotRange>,
}

impl Gauge {
    /// A gauge at zero.
    pub const fn new() -> Self {
        Self { slots: OnceBox::new() }
    }

    /// Sets the value.
    pub fn set(&self, value: f64) {
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
    pub fn inc_by(&self, amount: f64) {
        self.bind().inc_by(amount);
    }

    /// Takes `amount` away.
    pub fn dec_by(&self, amount: f64) {
        self.bind().dec_by(amount);
    }

    /// The value now.
    pub fn get(&self) -> f64 {
        self.bind().get()
    }

    /// A handle that is ready to be set.
    pub fn bind(&self) -> BoundGauge<'_> {
        BoundGauge::new(self.slots.get_or_init(|| Box::new(SlotRange::allocate(1))).first())
    }
}

impl Metric for Gauge {
    const KIND: Kind = Kind::Gauge;
}

impl Source for Gauge {
    fn write(&self, sink: &mut dyn Sink) {
        sink.gauge(Labels::from_text(""), self.get());
    }
}

impl Instrument for Gauge {
    type Bound<'a> = BoundGauge<'a>;
}

impl Bind for Gauge {
    fn layout(_: &[f64]) -> Layout {
        Layout::level()
    }

    fn bind(_: &Layout, first: Slot) -> BoundGauge<'_> {
        BoundGauge::new(first)
    }
}

/// One series of a gauge, found once and ready to be set.
#[derive(Clone, Copy, Debug)]
pub struct BoundGauge<'a> {
    slot: Slot,
    owner: std::marker::PhantomData<&'a Gauge>,
}

impl BoundGauge<'_> {
    pub(crate) const fn new(slot: Slot) -> Self {
        Self { slot, owner: std::marker::PhantomData }
    }

    /// Sets the value.
    pub fn set(self, value: f64) {
        self.slot.set_float(value);
    }

    /// Adds one.
    pub fn inc(self) {
        self.inc_by(1.0);
    }

    /// Takes one away.
    pub fn dec(self) {
        self.inc_by(-1.0);
    }

    /// Adds `amount`.
    pub fn inc_by(self, amount: f64) {
        self.slot.add_float_shared(amount);
    }

    /// Takes `amount` away.
    pub fn dec_by(self, amount: f64) {
        self.inc_by(-amount);
    }

    /// The value now.
    pub fn get(self) -> f64 {
        self.slot.shared_float()
    }
}
