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
//! at most as much in the duration, however short the baseline. After [`SETTLING`] the error is below one in a million, and
//! the quotient is kept for good. Until then [`settled_frequency`] is `None` and durations are compared in seconds.

mod anchor;
#[cfg(test)]
mod tests;
mod tsc;

use std::sync::atomic::{
    AtomicU8, AtomicU64,
    Ordering::{Acquire, Relaxed, Release},
};
use std::time::Duration;

use anchor::Anchor;

/// How long the two clocks are compared before their quotient is kept.
const SETTLING: Duration = Duration::from_millis(100);

const UNKNOWN: u8 = 0;
const COUNTER: u8 = 1;
const SYSTEM: u8 = 2;

/// Where ticks come from; never changes once it is known.
static SOURCE: AtomicU8 = AtomicU8::new(UNKNOWN);

/// The settled frequency as the bits of a `f64`; 0 until then.
static SETTLED: AtomicU64 = AtomicU64::new(0);

/// The least frequency by which anything was converted, as the bits of a `f64`: those of positive numbers are in the order
/// of the numbers.
static LEAST: AtomicU64 = AtomicU64::new(f64::INFINITY.to_bits());

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
        let source = if tsc::is_invariant() { COUNTER } else { SYSTEM };
        // The anchor first: nobody reads the counter before it is noted. Several threads may arrive here; they agree.
        Anchor::get();
        SOURCE.store(source, Relaxed);
        if source == COUNTER {
            return tsc::read();
        }
    }
    Anchor::get().elapsed_nanoseconds()
}

/// Ticks per second, once that is known to one in a million.
pub(crate) fn settled_frequency() -> Option<f64> {
    match SETTLED.load(Acquire) {
        0 => settle(),
        bits => Some(f64::from_bits(bits)),
    }
}

/// Ticks per second as well as it is known by now.
pub(crate) fn frequency() -> f64 {
    settled_frequency().unwrap_or_else(|| Anchor::get().counter_frequency())
}

/// Ticks per second as a sum is to be divided by: while the clock settles it is a little more than they are, and falls from one
/// call to the next, so that a sum of durations never goes down.
pub(crate) fn frequency_for_sums() -> f64 {
    settled_frequency().unwrap_or_else(|| {
        let frequency = Anchor::get().highest_counter_frequency();
        f64::from_bits(LEAST.fetch_min(frequency.to_bits(), Relaxed)).min(frequency)
    })
}

#[cold]
fn settle() -> Option<f64> {
    let frequency = match SOURCE.load(Relaxed) {
        COUNTER if Anchor::get().age() < SETTLING => return None,
        COUNTER => Anchor::get().counter_frequency().min(f64::from_bits(LEAST.load(Relaxed))),
        SYSTEM => 1e9,
        _ => {
            now_cold();
            return None;
        }
    };
    // The first one wins, so that all conversions of a program agree.
    match SETTLED.compare_exchange(0, frequency.to_bits(), Release, Acquire) {
        Ok(_) => Some(frequency),
        Err(winner) => Some(f64::from_bits(winner)),
    }
}
