//! How many items the streams of calls yield.

use super::{Record, select};
use crate::{
    cell::Slot,
    instrument::{Ending, Site},
    label::LabelSet,
};

/// A call whose items are counted as they come; nothing where recording was switched off when it was made.
#[derive(Clone, Copy, Debug)]
pub struct Items {
    series: Option<(&'static Site, Slot)>,
}

/// Makes such a call.
#[inline]
pub fn items<L: LabelSet>(site: &'static Site, labels: &L) -> Items {
    Items { series: select(site, labels) }
}

impl Record for Items {
    const ASKS_FOR_ENDING: bool = false;

    #[inline]
    fn is_on(&self) -> bool {
        self.series.is_some()
    }

    #[inline]
    fn record(&self, _: Ending) {}

    #[inline]
    fn item(&mut self) {
        if let Some((site, slot)) = self.series {
            site.count(slot);
        }
    }
}
