//! The series of a metric that stands alone.

use once_cell::race::OnceBox;

use super::{Layout, Totals, scratch};
use crate::{
    cell::{Slot, SlotRange},
    label::Labels,
    sink::Sink,
    timestamp::Timestamp,
};

/// A layout and slots, made when they are first needed: what a metric holds that has no labels.
#[derive(Debug, Default)]
pub(super) struct Series {
    made: OnceBox<Made>,
}

#[derive(Debug)]
struct Made {
    layout: Layout,
    slots: SlotRange,
    created: Timestamp,
}

impl Series {
    pub(super) const fn new() -> Self {
        Self { made: OnceBox::new() }
    }

    /// The layout and the first slot.
    #[inline]
    pub(super) fn get_or_make(&self, layout: impl FnOnce() -> Layout) -> (&Layout, Slot) {
        let made = self.made(layout);
        (&made.layout, made.slots.first())
    }

    #[inline]
    fn made(&self, layout: impl FnOnce() -> Layout) -> &Made {
        self.made.get_or_init(|| {
            let layout = layout();
            let slots = SlotRange::allocate(layout.slots());
            Box::new(Made { layout, slots, created: Timestamp::now() })
        })
    }

    /// Writes it, the one series of its family.
    pub(super) fn write(&self, layout: impl FnOnce() -> Layout, sink: &mut dyn Sink) {
        let made = self.made(layout);
        let starts = [made.slots.first()];
        scratch::with(|scratch| {
            let numbers = scratch::zeroes(&mut scratch.numbers, made.layout.slots());
            let mut totals = Totals::of(&made.layout, &starts, numbers);
            totals.write(Labels::from_text(""), (&starts, 0..1), made.created, sink);
        });
    }

    /// How many values were not counted.
    pub(super) fn refused(&self) -> u64 {
        self.made.get().map_or(0, |made| made.layout.refused())
    }

    /// How many exemplars were not kept.
    pub(super) fn exemplars_refused(&self) -> u64 {
        self.made.get().map_or(0, |made| made.layout.exemplars().refused())
    }
}
