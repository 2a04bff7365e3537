//! How long it takes until a stream yields its first item.

use super::{select, timed::Extra};
use crate::{
    cell::Slot,
    instrument::{Ending, Site},
    label::LabelSet,
};

/// A call that waits for its first item; nothing once that came, or where recording was switched off when the call was made.
#[derive(Clone, Copy, Debug)]
pub struct FirstItem {
    series: Option<(&'static Site, Slot)>,
}

/// Makes such a call.
#[inline]
pub fn first_item<L: LabelSet>(site: &'static Site, labels: &L) -> FirstItem {
    FirstItem { series: select(site, labels) }
}

impl Extra for FirstItem {
    /// A call without an item has no time to it.
    #[inline]
    fn record(&self, _: u64, _: Ending) {}

    #[inline]
    fn item(&mut self, start: u64) {
        if let Some((site, slot)) = self.series.take() {
            site.observe_since(start, slot, Ending::Success);
        }
    }
}
