//! How often a function is called.

use super::{Record, select};
use crate::{
    cell::Slot,
    instrument::{Ending, Site},
    label::LabelSet,
};

/// A call that is counted; nothing where recording was switched off when it began.
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    series: Option<(&'static Site, Slot)>,
}

/// Begins a call that is counted when it ends.
#[inline]
pub fn counted<L: LabelSet>(site: &'static Site, labels: &L) -> Counted {
    Counted { series: select(site, labels) }
}

/// Counts a call, however it will end.
#[inline]
pub fn count<L: LabelSet>(site: &'static Site, labels: &L) {
    counted(site, labels).record(Ending::Success);
}

impl Record for Counted {
    #[inline]
    fn is_on(&self) -> bool {
        self.series.is_some()
    }

    #[inline]
    fn record(&self, ending: Ending) {
        match (self.series, ending) {
            (None, _) => {}
            (Some((site, first)), Ending::Success) => site.count(first),
            (Some((site, first)), other) => site.count_ending(first, other),
        }
    }
}
