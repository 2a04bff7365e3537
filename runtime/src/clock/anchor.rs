//! The moment at which both clocks were read.

use std::{
    sync::OnceLock,
    time::{Duration, Instant},
};

use super::counter;

/// The anchor as nanoseconds of the system's clock: some 36 years, so that a test has room to step back.
const LONG_AGO: u64 = 1 << 60;

static ANCHOR: OnceLock<Anchor> = OnceLock::new();

/// Both clocks at one moment.
#[derive(Clone, Copy)]
pub(super) struct Anchor {
    counter: u64,
    system: Instant,
}

impl Anchor {
    /// The one of this process, noted when it is first asked for.
    pub(super) fn get() -> &'static Anchor {
        ANCHOR.get_or_init(Anchor::now)
    }

    /// Reads both clocks, three times, and keeps the pair that took least: one that was interrupted is off by as much.
    fn now() -> Anchor {
        let read = || {
            let before = counter::read();
            let system = Instant::now();
            let window = counter::read().saturating_sub(before);
            (window, Anchor { counter: before + window / 2, system })
        };
        let (_, anchor) =
            [read(), read(), read()].into_iter().min_by_key(|(window, _)| *window).unwrap_or_else(read);
        anchor
    }

    pub(super) fn age(&self) -> Duration {
        self.system.elapsed()
    }

    /// What the system's clock has advanced since the anchor, on top of [`LONG_AGO`].
    pub(super) fn nanoseconds(&self) -> u64 {
        u64::try_from(self.age().as_nanos()).unwrap_or(u64::MAX).saturating_add(LONG_AGO)
    }

    /// What the counter has advanced since the anchor, by what the system's clock has.
    pub(super) fn counter_frequency(&self) -> f64 {
        self.frequency_if_longer_by(0.0).unwrap_or(1e9)
    }

    /// The same from one reading of each: as good, unless the thread was interrupted between the two.
    pub(super) fn counter_frequency_at_a_glance(&self) -> f64 {
        let ticks = counter::read().saturating_sub(self.counter) as f64;
        let seconds = self.age().as_secs_f64();
        if seconds > 0.0 && ticks > 0.0 { ticks / seconds } else { 1e9 }
    }

    /// What the frequency is at most, should the two readings of the clocks be off by as much as a microsecond.
    pub(super) fn highest_counter_frequency(&self) -> f64 {
        self.frequency_if_longer_by(-1e-6).unwrap_or(f64::INFINITY)
    }

    /// `None` for two readings within the resolution of a clock, which say nothing.
    fn frequency_if_longer_by(&self, correction: f64) -> Option<f64> {
        let now = Anchor::now();
        let seconds = now.system.duration_since(self.system).as_secs_f64() + correction;
        let ticks = now.counter.saturating_sub(self.counter) as f64;
        (seconds > 0.0 && ticks > 0.0).then(|| ticks / seconds)
    }
}
