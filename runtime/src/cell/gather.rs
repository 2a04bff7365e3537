//! Many slots read at once: slab by slab and page by page, so that memory is read in the order in which it lies.

use std::sync::atomic::Ordering::Relaxed;

use super::{
    SLABS, Slot,
    slab::{Directory, page_in, page_number},
    sync::PAGE,
};

/// Adds the integers in `each` slots from every one of `starts` on, over all threads, to as many numbers of `totals`.
pub(crate) fn add_integers_of(starts: &[Slot], each: usize, totals: &mut [u64]) {
    for slab in SLABS.iter() {
        let directory = slab.published_directory();
        if each == 1 {
            add_single(directory, starts, totals);
        } else {
            let series = starts.iter().zip(totals.chunks_exact_mut(each));
            series.for_each(|(start, totals)| add_consecutive(directory, *start, totals));
        }
    }
}

/// The same for one slot each: most of the work would be around the addition.
fn add_single(directory: &Directory, starts: &[Slot], totals: &mut [u64]) {
    let (mut number, mut page) = (usize::MAX, None);
    for (start, total) in starts.iter().zip(totals) {
        let slot = start.number();
        if page_number(slot) != number {
            (number, page) = (page_number(slot), page_in(directory, slot));
        }
        if let Some(page) = page {
            *total = total.wrapping_add(page[slot as usize % PAGE].load(Relaxed));
        }
    }
}

/// Adds the integers in all slots from `low` on, over all threads, to `totals`.
pub(crate) fn add_integers_from(low: Slot, totals: &mut [u64]) {
    for slab in SLABS.iter() {
        add_consecutive(slab.published_directory(), low, totals);
    }
}

/// Adds the floating-point numbers in these slots, over all threads, to those at `place` of each, of which it is told the number.
pub(crate) fn add_floats(
    slots: impl Iterator<Item = Slot> + Clone,
    place: impl Fn(usize, Slot) -> usize,
    totals: &mut [u64],
) {
    for slab in SLABS.iter() {
        let directory = slab.published_directory();
        for (number, slot) in slots.clone().enumerate() {
            if let Some(page) = page_in(directory, slot.number()) {
                let part = f64::from_bits(page[slot.number() as usize % PAGE].load(Relaxed));
                let total = &mut totals[place(number, slot)];
                *total = (f64::from_bits(*total) + part).to_bits();
            }
        }
    }
}

/// The values that all threads share, of one slot each.
pub(crate) fn read_shared(starts: &[Slot], totals: &mut [u64]) {
    for (start, total) in starts.iter().zip(totals) {
        *total = SLABS.shared().read(start.number());
    }
}

/// Whether more threads have counted than can be asked one after the other for every series.
pub(crate) fn are_slabs_many() -> bool {
    const FEW: usize = 3;
    SLABS.iter().nth(FEW).is_some()
}

#[inline]
fn add_consecutive(directory: &Directory, first: Slot, totals: &mut [u64]) {
    let within = first.number() as usize % PAGE;
    if within + totals.len() > PAGE {
        return add_pages(directory, first, totals);
    }
    if let Some(page) = page_in(directory, first.number()) {
        for (total, part) in totals.iter_mut().zip(&page[within..]) {
            *total = total.wrapping_add(part.load(Relaxed));
        }
    }
}

/// The same for slots that are on several pages.
fn add_pages(directory: &Directory, first: Slot, mut totals: &mut [u64]) {
    let mut slot = first.number();
    while !totals.is_empty() {
        let within = slot as usize % PAGE;
        let (now, later) = totals.split_at_mut(totals.len().min(PAGE - within));
        add_consecutive(directory, Slot::numbered(slot), now);
        #[allow(clippy::cast_possible_truncation, reason = "no more than a page")]
        let read = now.len() as u32;
        slot = slot.wrapping_add(read);
        totals = later;
    }
}
