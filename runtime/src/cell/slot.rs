//! A slot, as a thread adds to it and a scrape reads it.

use std::sync::atomic::Ordering::Relaxed;

use super::{SLABS, lease, slab};

/// The number of one 64-bit value, the same in every thread. No user can name the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot(u32);

impl Slot {
    /// The slot with this number, which the allocator has handed out.
    #[inline]
    pub(crate) const fn numbered(number: u32) -> Self {
        Self(number)
    }

    /// Its number; never 0.
    #[inline]
    pub(crate) const fn number(self) -> u32 {
        self.0
    }

    /// By which an index finds what belongs to it. Series follow each other in steps that are the same, often powers of two: the lowest bits
    /// of a product would be too, those of its upper half are not.
    #[inline]
    #[allow(clippy::cast_possible_truncation, reason = "a hash")]
    pub(crate) const fn hash(self) -> u32 {
        ((self.0 as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
    }

    /// The slot `distance` further on; both belong to the same range.
    #[inline]
    pub(crate) const fn offset(self, distance: usize) -> Self {
        #[allow(
            clippy::cast_possible_truncation,
            reason = "the allocator hands out no range that passes u32::MAX"
        )]
        Self(self.0.wrapping_add(distance as u32))
    }

    /// Adds to an integer.
    #[inline]
    pub(crate) fn add(self, amount: u64) {
        match lease::own_page(self) {
            Some(page) => slab::add_owned(page, self.0, amount),
            None => lease::add_cold(self, amount),
        }
    }

    /// Adds to an integer, and lets everybody see it before the calling thread reads on.
    #[inline]
    pub(super) fn add_first(self, amount: u64) {
        match lease::own_page(self) {
            Some(page) => slab::add_owned_first(page, self.0, amount),
            None => lease::add_first_cold(self, amount),
        }
    }

    /// Takes away what was added, be it in another thread: the total is right, though a single thread's part may be below zero.
    #[inline]
    pub(crate) fn subtract(self, amount: u64) {
        self.add(amount.wrapping_neg());
    }

    /// Adds one, and returns what the calling thread had added before.
    #[inline]
    pub(crate) fn increment(self) -> u64 {
        let Some(page) = lease::own_page(self) else {
            lease::add_cold(self, 1);
            return 0;
        };
        let before = slab::read_owned(page, self.0);
        slab::add_owned(page, self.0, 1);
        before
    }

    /// Counts one observation in the bucket `self` and adds its size to `sum`, a floating-point number.
    #[inline]
    pub(crate) fn observe(self, sum: Slot, amount: f64) {
        match lease::own_page(self) {
            Some(page) if self.shares_page(sum) => {
                slab::add_owned(page, self.0, 1);
                slab::add_float_owned(page, sum.0, amount);
            }
            _ => {
                self.add(1);
                sum.add_float(amount);
            }
        }
    }

    /// Adds to a floating-point number.
    #[inline]
    pub(crate) fn add_float(self, amount: f64) {
        match lease::own_page(self) {
            Some(page) => slab::add_float_owned(page, self.0, amount),
            None => lease::add_float_cold(self, amount),
        }
    }

    /// Sets the one shared value of a gauge.
    pub(crate) fn set_float(self, value: f64) {
        SLABS.shared().value(self.0).store(value.to_bits(), Relaxed);
    }

    /// Adds to the one shared value of a gauge.
    pub(crate) fn add_float_shared(self, amount: f64) {
        slab::add_float_shared(SLABS.shared().value(self.0), amount);
    }

    /// Adds to the one shared value of an integer, and returns the sum.
    pub(crate) fn add_shared(self, amount: u64) -> u64 {
        SLABS.shared().value(self.0).fetch_add(amount, Relaxed).wrapping_add(amount)
    }

    /// Raises the one shared value of an integer to at least this.
    pub(crate) fn raise_shared(self, value: u64) {
        let shared = SLABS.shared().value(self.0);
        // Asked first, because it seldom rises.
        if shared.load(Relaxed) < value {
            shared.fetch_max(value, Relaxed);
        }
    }

    /// The integer in this slot, over all threads.
    pub(crate) fn total(self) -> u64 {
        let mut total = [0];
        self.add_totals(&mut total);
        total[0]
    }

    /// Adds the integers in this slot and those after it, over all threads, to `totals`.
    pub(crate) fn add_totals(self, totals: &mut [u64]) {
        for slab in SLABS.iter() {
            for (distance, total) in totals.iter_mut().enumerate() {
                *total = total.wrapping_add(slab.read(self.offset(distance).0));
            }
        }
    }

    /// Changes the one shared value of a set of bits: those of `mask` become those of `bits`.
    pub(crate) fn set_bits(self, mask: u64, bits: u64) {
        let change = |before: u64| Some(before & !mask | bits & mask);
        _ = SLABS.shared().value(self.0).fetch_update(Relaxed, Relaxed, change);
    }

    /// The one shared value of a set of bits.
    pub(crate) fn shared_bits(self) -> u64 {
        SLABS.shared().read(self.0)
    }

    /// The one shared value of a gauge.
    pub(crate) fn shared_float(self) -> f64 {
        f64::from_bits(SLABS.shared().read(self.0))
    }

    /// The floating-point number in this slot, over all threads.
    pub(crate) fn float_total(self) -> f64 {
        SLABS.iter().map(|slab| f64::from_bits(slab.read(self.0))).sum()
    }

    #[inline]
    pub(super) const fn shares_page(self, other: Slot) -> bool {
        slab::page_number(self.0) == slab::page_number(other.0)
    }
}
