//! How many ticks a second has.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{
            AtomicU64,
            Ordering::{Acquire, Relaxed, Release},
        },
    },
    time::Duration,
};

use super::{anchor::Anchor, source::Source};

/// How long the two clocks are compared before their quotient is kept.
pub(super) const SETTLING: Duration = Duration::from_millis(100);

/// By how much the frequency can be off after that, for two readings that were not interrupted.
const TOLERANCE: f64 = 1e-4;

/// The settled frequency as the bits of a `f64`; 0 until then.
static SETTLED: AtomicU64 = AtomicU64::new(0);

/// The settled seconds per tick as the bits of a `f64`; 0 until somebody asks after that.
static PERIOD: AtomicU64 = AtomicU64::new(0);

/// The least frequency by which a sum was divided while the clock was settling. Locked while one is, so that nothing is
/// divided by it after it was settled by.
static LEAST: Mutex<f64> = Mutex::new(f64::INFINITY);

/// Ticks per second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Frequency {
    /// To one in a million, and never another.
    Settled(f64),
    /// From what both clocks have advanced so far.
    Estimated(f64),
}

impl Frequency {
    pub(crate) fn ticks_per_second(self) -> f64 {
        match self {
            Self::Settled(frequency) | Self::Estimated(frequency) => frequency,
        }
    }
}

/// Ticks per second as well as it is known by now: while the clock settles, for one reading of each clock.
pub(crate) fn frequency() -> Frequency {
    let settled = settled().or_else(settle).map(Frequency::Settled);
    settled.unwrap_or_else(|| Frequency::Estimated(Anchor::get().counter_frequency_at_a_glance()))
}

/// How long so many ticks take, as well as it is known by now.
#[inline]
pub(crate) fn seconds_of(ticks: f64) -> f64 {
    match PERIOD.load(Relaxed) {
        0 => seconds_of_cold(ticks),
        period => ticks * f64::from_bits(period),
    }
}

#[cold]
fn seconds_of_cold(ticks: f64) -> f64 {
    let frequency = frequency();
    if let Frequency::Settled(frequency) = frequency {
        PERIOD.store(frequency.recip().to_bits(), Relaxed);
    }
    ticks / frequency.ticks_per_second()
}

/// Ticks per second as a sum is to be divided by: while the clock settles it is a little more than they are, and falls from one
/// call to the next, so that a sum of durations never goes down.
pub(crate) fn frequency_for_sums() -> f64 {
    settled().or_else(settle).unwrap_or_else(|| {
        let mut least = LEAST.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(settled) = settled() {
            return settled;
        }
        *least = least.min(Anchor::get().highest_counter_frequency());
        *least
    })
}

fn settled() -> Option<f64> {
    match SETTLED.load(Acquire) {
        0 => None,
        bits => Some(f64::from_bits(bits)),
    }
}

#[cold]
fn settle() -> Option<f64> {
    let measured = match Source::get() {
        Source::Counter if Anchor::get().age() < SETTLING => return None,
        Source::Counter => Anchor::get().counter_frequency(),
        Source::System => 1e9,
    };
    let least = LEAST.lock().unwrap_or_else(PoisonError::into_inner);
    // The first one wins, so that all conversions of a program agree.
    if settled().is_none() {
        SETTLED.store(kept(measured, *least).to_bits(), Release);
    }
    settled()
}

/// What sums were divided by stays the least, unless it came of a reading that was interrupted: then one step back is
/// better than a wrong frequency for good.
pub(super) fn kept(measured: f64, least: f64) -> f64 {
    let is_plausible = least > measured * (1.0 - TOLERANCE);
    if is_plausible { measured.min(least) } else { measured }
}
