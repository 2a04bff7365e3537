//! How many items the streams of calls yield.

use super::Record;
use crate::{
    cell::Slot,
    instrument::{Ending, Site, is_enabled},
    label::LabelSet,
};

/// A call whose items are counted as they come; nothing where recording was switched off when it was made.
#[derive(Clone, Copy, Debug)]
pub struct Items {
    series: Option<Slot>,
}

/// Makes such a call.
#[inline]
pub fn items<L: LabelSet>(site: &'static Site, labels: &L) -> Items {
    Items { series: is_enabled().then(|| site.select(labels)) }
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
        if let Some(slot) = self.series {
            slot.add(1);
        }
    }
}
