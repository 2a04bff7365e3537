//! How long the future of a call is being polled, rather than waiting.

use super::{select, timed::Extra};
use crate::{
    cell::Slot,
    clock,
    instrument::{Ending, Site},
    label::LabelSet,
};

/// A call whose polls are measured; nothing where recording was switched off when it began.
#[derive(Clone, Copy, Debug)]
pub struct Busy {
    series: Option<(&'static Site, Slot)>,
    /// Of all polls that are over.
    ticks: u64,
    /// Since when it is being polled.
    since: Option<u64>,
}

/// Begins such a call.
#[inline]
pub fn busy<L: LabelSet>(site: &'static Site, labels: &L) -> Busy {
    Busy { series: select(site, labels), ticks: 0, since: None }
}

impl Extra for Busy {
    #[inline]
    fn record(&self, _: u64, ending: Ending) {
        if let Some((site, first)) = self.series {
            site.observe(self.ticks + self.since.map_or(0, clock::since), first, ending);
        }
    }

    #[inline]
    fn begin_poll(&mut self) {
        self.since = self.series.map(|_| clock::now());
    }

    #[inline]
    fn end_poll(&mut self) {
        self.ticks += self.since.take().map_or(0, clock::since);
    }
}
