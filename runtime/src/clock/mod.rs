//! Time in ticks, cheaper than [`Instant`](std::time::Instant) and never waited for.
//!
//! Two `Instant::now()` are most of what a hand-written timer costs. Where the processor's time-stamp counter is
//! invariant, a call site reads it raw and everything else is put off: bucket bounds are converted to ticks once, sums are
//! converted to seconds by the scrape.
//!
//! # Calibration without a stall
//!
//! The frequency of the counter is not known at start, and libraries that measure it make the first caller wait.
//! Here the first reading of the clock notes an *anchor*, the counter and the operating system's clock at one moment. From
//! then on the frequency is the quotient of what both have advanced since. That is coarse at first, yet a duration that is
//! being measured began after the anchor, so an error of reading the two clocks, some 100 ns, is an error of
//! at most as much in the duration, however short the baseline. After [`SETTLING`] the error is about one in a million, and
//! the quotient is kept for good. Until then durations are compared in seconds.

mod anchor;
#[cfg(test)]
mod tests;
mod tsc;

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{
            AtomicU8, AtomicU64,
            Ordering::{Acquire, Relaxed, Release},
        },
    },
    time::Duration,
};

use anchor::Anchor;

/// How long the two clocks are compared before their quotient is kept.
const SETTLING: Duration = Duration::from_millis(100);

/// By how much the frequency can be off after that, for two readings that were not interrupted.
const TOLERANCE: f64 = 1e-4;

const UNKNOWN: u8 = 0;
const COUNTER: u8 = 1;
const SYSTEM: u8 = 2;

/// Where ticks come from; never changes once it is known.
static SOURCE: AtomicU8 = AtomicU8::new(UNKNOWN);

/// The settled frequency as the bits of a `f64`; 0 until then.
static SETTLED: AtomicU64 = AtomicU64::new(0);

/// The least frequency by which a sum was divided while the clock was settling. Locked while one is, so that nothing is
/// divided by it after it was settled by.
static LEAST: Mutex<f64> = Mutex::new(f64::INFINITY);

/// Now, in ticks since some moment in the past.
#[inline]
pub(crate) fn now() -> u64 {
    if SOURCE.load(Relaxed) == COUNTER { tsc::read() } else { now_cold() }
}

/// The ticks since `start`; zero should the clock have stepped back, as it can on a machine whose processors disagree.
#[inline]
pub(crate) fn since(start: u64) -> u64 {
    let now = now();
    // Unsigned saturation: one compare, and no duration of five hundred years on the page.
    now.saturating_sub(start)
}

#[cold]
fn now_cold() -> u64 {
    if SOURCE.load(Relaxed) == UNKNOWN {
        let source = if tsc::is_trusted() { COUNTER } else { SYSTEM };
        // The anchor first: nobody reads the counter before it is noted. Several threads may arrive here; they agree.
        Anchor::get();
        SOURCE.store(source, Relaxed);
        if source == COUNTER {
            return tsc::read();
        }
    }
    Anchor::get().elapsed_nanoseconds()
}

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
    let measured = match SOURCE.load(Relaxed) {
        COUNTER if Anchor::get().age() < SETTLING => return None,
        COUNTER => Anchor::get().counter_frequency(),
        SYSTEM => 1e9,
        _ => {
            now_cold();
            return None;
        }
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
fn kept(measured: f64, least: f64) -> f64 {
    let is_plausible = least > measured * (1.0 - TOLERANCE);
    if is_plausible { measured.min(least) } else { measured }
}
