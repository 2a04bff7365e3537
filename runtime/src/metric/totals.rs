//! What all threads have counted in some series, added up.

use std::ops::Range;

use super::{Layout, layout::Content};
use crate::{
    cell::{self, Slot},
    label::Labels,
    sink::Sink,
    timestamp::Timestamp,
};

/// The numbers of some series of a family.
#[derive(Debug)]
pub(crate) struct Totals<'a> {
    layout: &'a Layout,
    /// How many numbers each series has.
    each: usize,
    numbers: &'a mut [u64],
    /// The slot whose number is the first, where the numbers are in the order of slots and not in that of the series.
    low: Option<Slot>,
}

impl<'a> Totals<'a> {
    /// Adds up what is in the slots of the series that begin in `starts`; `numbers` are as many zeroes.
    pub(crate) fn of(layout: &'a Layout, starts: &[Slot], numbers: &'a mut [u64]) -> Self {
        layout.gather(starts, numbers);
        Self { layout, each: layout.slots(), numbers, low: None }
    }

    /// The same in the order in which the slots lie, from `low` on, whatever the order of the series on the page. Where some of them are
    /// [floating-point numbers](Layout::has_floats), `starts` are all series in that order.
    pub(crate) fn of_block(layout: &'a Layout, low: Slot, starts: &[Slot], numbers: &'a mut [u64]) -> Self {
        layout.gather_block(low, starts, numbers);
        Self { layout, each: layout.slots(), numbers, low: Some(low) }
    }

    /// Writes one series: the sum of those of `starts` that `which` says.
    #[inline]
    pub(crate) fn write(
        &mut self,
        labels: Labels<'_>,
        (starts, which): (&[Slot], Range<usize>),
        created: Timestamp,
        sink: &mut dyn Sink,
    ) {
        let first = self.place(starts, which.start);
        if which.len() > 1 {
            self.add_up(first, starts, which.start + 1..which.end);
        }
        let numbers = &self.numbers[first..first + self.each];
        self.layout.write(labels, numbers, &starts[which], created, sink);
    }

    /// Adds the numbers of some series to those that begin at `first`.
    #[cold]
    fn add_up(&mut self, first: usize, starts: &[Slot], which: Range<usize>) {
        for other in which {
            let other = self.place(starts, other);
            for at in 0..self.each {
                let (one, other) = (self.numbers[first + at], self.numbers[other + at]);
                self.numbers[first + at] = self.layout.sum_of_both(at, one, other);
            }
        }
    }

    /// Where the numbers of a series begin.
    #[inline]
    fn place(&self, starts: &[Slot], which: usize) -> usize {
        match self.low {
            Some(low) => (starts[which].number() - low.number()) as usize,
            None => which * self.each,
        }
    }
}

impl Layout {
    /// Adds up what is in the slots of these series, over all threads; `numbers` are zeroes, as many as there are slots.
    pub(super) fn gather(&self, starts: &[Slot], numbers: &mut [u64]) {
        let each = self.slots();
        if !self.is_of_threads() {
            return cell::read_shared(starts, numbers);
        }
        cell::add_integers_of(starts, each, numbers);
        if let Some(at) = self.float_slot() {
            numbers.iter_mut().skip(at).step_by(each).for_each(|sum| *sum = 0);
            let slots = starts.iter().map(|start| start.offset(at));
            cell::add_floats(slots, |number, _| number * each + at, numbers);
        }
    }

    /// The same for what lies from `low` on; `numbers` are as many zeroes as there are slots up to the last of the series, and `starts` are
    /// in the order of their numbers.
    pub(super) fn gather_block(&self, low: Slot, starts: &[Slot], numbers: &mut [u64]) {
        cell::add_integers_from(low, numbers);
        if let Some(at) = self.float_slot() {
            let place = |slot: Slot| (slot.number() - low.number()) as usize;
            let slots = starts.iter().map(|start| start.offset(at));
            slots.clone().for_each(|slot| numbers[place(slot)] = 0);
            cell::add_floats(slots, |_, slot| place(slot), numbers);
        }
    }

    /// The number `at` of a series that two have together.
    pub(super) fn sum_of_both(&self, at: usize, one: u64, other: u64) -> u64 {
        match self.content {
            Content::States(_) => one | other,
            Content::Level => (f64::from_bits(one) + f64::from_bits(other)).to_bits(),
            _ if self.float_slot() == Some(at) => (f64::from_bits(one) + f64::from_bits(other)).to_bits(),
            _ => one.wrapping_add(other),
        }
    }
}
