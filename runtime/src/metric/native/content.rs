//! What is in the buckets of native histograms.

use std::mem;

use super::{
    resolution::Resolution,
    scale::{FINEST, coarser},
    table::{MOST_BUCKETS, Table},
    zero,
};

/// The buckets of one or several series, added up at one resolution.
#[derive(Debug, PartialEq)]
pub(super) struct Content {
    pub(super) schema: i32,
    /// The exponent of the power of two at which the zero bucket ends.
    pub(super) zero: i32,
    pub(super) zero_count: u64,
    pub(super) not_a_number: u64,
    /// The buckets that are not empty, by their index: in order, once all is [settled](Self::settle).
    pub(super) positive: Vec<(i32, u64)>,
    pub(super) negative: Vec<(i32, u64)>,
}

impl Content {
    /// Nothing, at the finest resolution.
    pub(super) const fn new() -> Self {
        Self {
            schema: FINEST,
            zero: zero::NARROWEST,
            zero_count: 0,
            not_a_number: 0,
            positive: Vec::new(),
            negative: Vec::new(),
        }
    }

    /// Nothing, in the same memory.
    pub(super) fn clear(&mut self) {
        let (mut positive, mut negative) = (mem::take(&mut self.positive), mem::take(&mut self.negative));
        positive.clear();
        negative.clear();
        *self = Self { positive, negative, ..Self::new() };
    }

    /// Adds a series, which has a table once something was observed.
    pub(super) fn add(&mut self, resolution: Resolution, table: Option<&Table>) {
        self.lower_to(resolution.schema);
        if let Some(table) = table {
            table.add_to(self);
        }
    }

    /// The same no finer than this.
    pub(super) fn lower_to(&mut self, schema: i32) {
        let halvings = self.schema - schema;
        if halvings > 0 {
            self.all().for_each(|(index, _)| *index = coarser(*index, halvings));
            self.schema = schema;
        }
    }

    /// The same with a zero bucket that ends no earlier than there.
    pub(super) fn widen_to(&mut self, zero: i32) {
        self.zero = self.zero.max(zero);
    }

    /// Adds to a bucket of the present resolution.
    pub(super) fn push(&mut self, is_negative: bool, index: i32, count: u64) {
        if count > 0 {
            let buckets = if is_negative { &mut self.negative } else { &mut self.positive };
            buckets.push((index, count));
        }
    }

    /// Puts every bucket there once and in order, no more of them than a series has, and none in the zero bucket.
    pub(super) fn settle(&mut self) {
        self.merge();
        while self.positive.len() + self.negative.len() > MOST_BUCKETS {
            self.lower_to(self.schema - 1);
            self.merge();
        }
    }

    fn merge(&mut self) {
        merge(&mut self.positive);
        merge(&mut self.negative);
        let last = zero::last_within(self.zero, self.schema);
        let positive = take_up_to(&mut self.positive, last);
        let negative = take_up_to(&mut self.negative, last);
        self.zero_count = self.zero_count.wrapping_add(positive).wrapping_add(negative);
        if positive.max(negative) > 0 {
            self.zero = zero::with_bucket(self.zero, last, self.schema);
        }
    }

    fn all(&mut self) -> impl Iterator<Item = &mut (i32, u64)> {
        self.positive.iter_mut().chain(&mut self.negative)
    }
}

/// Sorted in place, because a scrape does not allocate.
fn merge(buckets: &mut Vec<(i32, u64)>) {
    buckets.sort_unstable_by_key(|(index, _)| *index);
    buckets.dedup_by(|next, bucket| {
        let is_same = next.0 == bucket.0;
        if is_same {
            bucket.1 = bucket.1.wrapping_add(next.1);
        }
        is_same
    });
}

/// Takes out the buckets up to this one, and returns how many observations were in them.
fn take_up_to(buckets: &mut Vec<(i32, u64)>, last: i32) -> u64 {
    let end = buckets.partition_point(|(index, _)| *index <= last);
    buckets.drain(..end).fold(0, |sum, (_, count)| sum.wrapping_add(count))
}
