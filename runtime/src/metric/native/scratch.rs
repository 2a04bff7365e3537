//! Memory that a scrape puts a series together in.

use std::{
    borrow::Cow,
    cell::Cell,
    sync::atomic::{Ordering::Acquire, fence},
};

use super::{content::Content, zero};
use crate::{
    cell::Slot,
    metric::Layout,
    sink::{ClassicBuckets, NativeValue},
};

thread_local! {
    /// Taken by who writes a series and put back afterwards; a scrape within a scrape finds none and has its own.
    static KEPT: Cell<Option<Scratch>> = const { Cell::new(None) };
}

/// The buckets of a series, native and classic.
#[derive(Debug)]
pub(super) struct Scratch {
    content: Content,
    counts: Vec<u64>,
}

/// Does this with memory that is kept for the next time.
pub(super) fn with(work: impl FnOnce(&mut Scratch)) {
    let kept = KEPT.try_with(Cell::take).ok().flatten();
    let mut scratch = kept.unwrap_or_else(Scratch::new);
    work(&mut scratch);
    // Not where the thread is being torn down: then it goes with it.
    _ = KEPT.try_with(|kept| kept.set(Some(scratch)));
}

impl Scratch {
    pub(super) const fn new() -> Self {
        Self { content: Content::new(), counts: Vec::new() }
    }

    /// What the series have counted that start at `starts`, added up; `numbers` are their classic buckets and their sum.
    pub(super) fn read<'a>(
        &'a mut self,
        layout: &'a Layout,
        starts: &[Slot],
        numbers: &[u64],
        has_exemplars: bool,
    ) -> NativeValue<'a> {
        // Who sees an observation in its classic bucket sees it in the native one, where it was counted first.
        fence(Acquire);
        self.content.clear();
        for first in starts {
            layout.tables().add_to(&mut self.content, *first);
        }
        self.content.settle();
        let exemplars = if has_exemplars { layout.exemplars().in_order(starts) } else { Vec::new() };
        let Content { schema, zero, zero_count, not_a_number, positive, negative } = &self.content;
        let mut value = NativeValue {
            schema: *schema,
            zero_threshold: zero::threshold(*zero),
            zero_count: *zero_count,
            not_a_number: *not_a_number,
            positive: Cow::Borrowed(positive),
            negative: Cow::Borrowed(negative),
            // Also where the one that makes it so was observed since the sum was read.
            sum: if *not_a_number > 0 { f64::NAN } else { layout.sum_of(numbers) },
            created: None,
            exemplars: Cow::Owned(exemplars),
            classic: None,
        };
        let below = layout.buckets().len();
        if below > 0 {
            self.counts.clear();
            self.counts.extend_from_slice(&numbers[..below]);
            let found = self.counts.iter().fold(0, |sum: u64, count| sum.wrapping_add(*count));
            self.counts.push(value.count().saturating_sub(found));
            value.classic = Some(ClassicBuckets::new(layout.buckets(), &*self.counts));
        }
        value
    }
}

/// The same in memory of its own.
pub(super) fn owned(layout: &Layout, first: Slot) -> NativeValue<'_> {
    let mut scratch = Scratch::new();
    let mut numbers = vec![0; layout.slots()];
    layout.gather(&[first], &mut numbers);
    let value = scratch.read(layout, &[first], &numbers, true);
    let classic = value.classic.map(|classic| classic.counts.into_owned());
    NativeValue {
        positive: Cow::Owned(value.positive.into_owned()),
        negative: Cow::Owned(value.negative.into_owned()),
        exemplars: Cow::Owned(value.exemplars.into_owned()),
        classic: classic.map(|counts| ClassicBuckets::new(layout.buckets(), counts)),
        ..value
    }
}
