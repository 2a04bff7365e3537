//! Time in ticks, cheaper than [`Instant`](std::time::Instant) and never waited for.
//!
//! Two `Instant::now()` are most of what a hand-written timer costs. Where the processor has a [`counter`] that can be trusted, a
//! call site reads it raw and everything else is put off: bucket bounds are converted to ticks once, sums are
//! converted to seconds by the scrape. Elsewhere a tick is a nanosecond of the operating system's clock.
//!
//! # Calibration without a stall
//!
//! The frequency of the counter is not known at start, and libraries that measure it make the first caller wait.
//! Here the first reading of the clock notes an *anchor*, the counter and the operating system's clock at one moment. From
//! then on the frequency is the quotient of what both have advanced since. That is coarse at first, yet a duration that is
//! being measured began after the anchor, so an error of reading the two clocks, some 100 ns, is an error of
//! at most as much in the duration, however short the baseline. After [`SETTLING`](frequency::SETTLING) the error is about one in a
//! million, and the quotient is kept for good. Until then durations are compared in seconds.
//!
//! # Why not a crate
//!
//! `quanta` and `fastant` read the same counter and convert each reading to nanoseconds at once. That hides behind the time
//! that the counter itself takes to be read: two of their instants cost what two raw readings do, as `BENCHMARKS.md` shows. What
//! speaks against them is that they have to know the frequency before the first reading. `quanta` lets the first caller
//! wait, some nine times as long as a first recorded call takes here with all that it registers; `fastant` spins before `main`,
//! for hundreds of times as long, in every program that it is linked into. And both believe the processor alone
//! where it calls its counter invariant, also when the kernel has found that it drifts.

mod anchor;
mod counter;
#[cfg(feature = "testing")]
pub(crate) mod fake;
mod frequency;
mod source;
#[cfg(test)]
mod tests;

pub(crate) use frequency::{Frequency, frequency, frequency_for_sums, seconds_of};

/// Now, in ticks since some moment in the past.
#[inline]
pub(crate) fn now() -> u64 {
    #[cfg(feature = "testing")]
    if let Some(shown) = fake::now() {
        return shown;
    }
    source::now()
}

/// The ticks since `start`; zero should the clock have stepped back, as it can on a machine whose processors disagree.
#[inline]
pub(crate) fn since(start: u64) -> u64 {
    let now = now();
    // Unsigned saturation: one compare, and no duration of five hundred years on the page.
    now.saturating_sub(start)
}

/// The same in seconds, as well as the length of a tick is known by now.
#[inline]
pub(crate) fn seconds_since(start: u64) -> f64 {
    since(start) as f64 / frequency().ticks_per_second()
}
