//! How many calls are under way.

use super::{Record, select};
use crate::{
    cell::Slot,
    instrument::{Ending, Site, is_enabled},
    label::LabelSet,
};

/// A call that is under way; nothing where recording was switched off when it began.
///
/// It is added in the thread where it begins and taken away in that where it ends: no thread waits for another.
#[derive(Clone, Copy, Debug)]
pub struct InFlight {
    series: Option<Slot>,
}

/// The same where somebody wants to know the most there ever were: for that, all threads share one number.
#[derive(Clone, Copy, Debug)]
pub struct InFlightWithHighWater {
    /// How many there are, and the most there ever were.
    series: Option<(Slot, Slot)>,
}

/// Begins a call.
#[inline]
pub fn in_flight<L: LabelSet>(site: &'static Site, labels: &L) -> InFlight {
    let mut call = in_flight_later(site, labels);
    call.begin();
    call
}

/// Makes a call that begins later.
#[inline]
pub fn in_flight_later<L: LabelSet>(site: &'static Site, labels: &L) -> InFlight {
    InFlight { series: select(site, labels).map(|(_, slot)| slot) }
}

/// Begins a call, and notes at `high_water` how many there are if there never were as many.
#[inline]
pub fn in_flight_with_high_water<L: LabelSet>(
    site: &'static Site,
    high_water: &'static Site,
    labels: &L,
) -> InFlightWithHighWater {
    let mut call = in_flight_with_high_water_later(site, high_water, labels);
    call.begin();
    call
}

/// Makes such a call that begins later.
#[inline]
pub fn in_flight_with_high_water_later<L: LabelSet>(
    site: &'static Site,
    high_water: &'static Site,
    labels: &L,
) -> InFlightWithHighWater {
    let series = is_enabled().then(|| (site.here().select(labels), high_water.here().select(labels)));
    InFlightWithHighWater { series }
}

impl Record for InFlight {
    const ASKS_FOR_ENDING: bool = false;

    #[inline]
    fn is_on(&self) -> bool {
        self.series.is_some()
    }

    #[inline]
    fn record(&self, _: Ending) {
        if let Some(slot) = self.series {
            slot.subtract(1);
        }
    }

    #[inline]
    fn begin(&mut self) {
        if let Some(slot) = self.series {
            slot.add(1);
        }
    }
}

impl Record for InFlightWithHighWater {
    const ASKS_FOR_ENDING: bool = false;

    #[inline]
    fn is_on(&self) -> bool {
        self.series.is_some()
    }

    #[inline]
    fn record(&self, _: Ending) {
        if let Some((slot, _)) = self.series {
            slot.add_shared(1_u64.wrapping_neg());
        }
    }

    #[inline]
    fn begin(&mut self) {
        if let Some((slot, high_water)) = self.series {
            high_water.raise_shared(slot.add_shared(1));
        }
    }
}
