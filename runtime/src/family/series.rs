//! One series of a family.

use std::sync::Arc;

use once_cell::race::OnceBox;

use crate::{cell::Slot, label::Labels, metric::Layout, sink::Sink};

/// The labels of a series, written out once, and the slots that hold its value.
#[derive(Debug)]
pub(crate) struct Series {
    labels: Arc<str>,
    place: Place,
}

/// Where values lie. Two call sites that declare the same series each have slots of their own, which a scrape adds up:
/// that keeps every call site's slots together, so that finding one is arithmetic.
#[derive(Debug)]
struct Place {
    first: Slot,
    also: OnceBox<Place>,
}

impl Series {
    pub(super) fn new(labels: &str, first: Slot) -> Self {
        Self { labels: labels.into(), place: Place { first, also: OnceBox::new() } }
    }

    /// The labels, to be found by.
    pub(super) fn text(&self) -> Arc<str> {
        self.labels.clone()
    }

    pub(super) fn labels(&self) -> Labels<'_> {
        Labels::from_text(&self.labels)
    }

    /// Has the value of another place added to its own; called by one thread at a time, under the lock of the set.
    pub(super) fn add_place(&self, first: Slot) {
        let mut last = &self.place;
        while let Some(next) = last.also.get() {
            last = next;
        }
        _ = last.also.set(Box::new(Place { first, also: OnceBox::new() }));
    }

    pub(super) fn write(&self, layout: &Layout, sink: &mut dyn Sink) {
        let places = std::iter::successors(Some(&self.place), |place| place.also.get());
        layout.write(self.labels(), places.map(|place| place.first), sink);
    }
}
