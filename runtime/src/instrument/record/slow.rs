//! How many calls took longer than they should.

use super::{select, timed::Extra};
use crate::{
    cell::Slot,
    clock,
    instrument::{Ending, Site},
    label::LabelSet,
};

/// Counts a call that takes longer than so many seconds; nothing where recording was switched off when it began.
#[derive(Clone, Copy, Debug)]
pub struct Slow {
    series: Option<(&'static Site, Slot)>,
    seconds: f64,
}

/// Begins such a call.
#[inline]
pub fn slow<L: LabelSet>(site: &'static Site, seconds: f64, labels: &L) -> Slow {
    Slow { series: select(site, labels), seconds }
}

impl Extra for Slow {
    #[inline]
    fn record(&self, ticks: u64, ending: Ending) {
        if let Some((site, first)) = self.series
            && ticks as f64 > self.seconds * clock::frequency().ticks_per_second()
        {
            site.count_ending(first, ending);
        }
    }
}
