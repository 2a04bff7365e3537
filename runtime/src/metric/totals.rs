//! What all threads have counted in some series, added up.

use std::ops::Range;

use super::Layout;
use crate::{cell::Slot, label::Labels, sink::Sink, timestamp::Timestamp};

/// The numbers of some series of a family.
#[derive(Debug)]
pub(crate) struct Totals<'a> {
    layout: &'a Layout,
    numbers: &'a mut [u64],
    /// The slot whose number is the first, where the numbers are in the order of slots and not in that of the series.
    low: Option<Slot>,
}

impl<'a> Totals<'a> {
    /// Adds up what is in the slots of the series that begin in `starts`; `numbers` are as many zeroes.
    pub(crate) fn of(layout: &'a Layout, starts: &[Slot], numbers: &'a mut [u64]) -> Self {
        layout.gather(starts, numbers);
        Self { layout, numbers, low: None }
    }

    /// The same in the order in which the slots lie, the first of which is the first of `starts`, whatever the order of the series on the page.
    pub(crate) fn of_block(layout: &'a Layout, starts: &[Slot], numbers: &'a mut [u64]) -> Self {
        let low = starts.first().copied().unwrap_or(Slot::numbered(0));
        layout.gather_block(low, starts, numbers);
        Self { layout, numbers, low: Some(low) }
    }

    /// Writes one series: the sum of those of `starts` that `which` says.
    pub(crate) fn write(
        &mut self,
        labels: Labels<'_>,
        (starts, which): (&[Slot], Range<usize>),
        created: Timestamp,
        sink: &mut dyn Sink,
    ) {
        let each = self.layout.slots();
        let first = self.place(starts, which.start);
        for other in which.start + 1..which.end {
            let other = self.place(starts, other);
            for at in 0..each {
                self.numbers[first + at] =
                    self.layout.sum_of_both(at, self.numbers[first + at], self.numbers[other + at]);
            }
        }
        self.layout.write(labels, &self.numbers[first..first + each], &starts[which], created, sink);
    }

    /// Where the numbers of a series begin.
    fn place(&self, starts: &[Slot], which: usize) -> usize {
        match self.low {
            Some(low) => (starts[which].number() - low.number()) as usize,
            None => which * self.layout.slots(),
        }
    }
}
