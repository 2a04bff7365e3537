//! The moment at which both clocks were read.

use std::{
    sync::OnceLock,
    time::{Duration, Instant},
};

use super::tsc;

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
            let before = tsc::read();
            let system = Instant::now();
            let window = tsc::read().saturating_sub(before);
            (window, Anchor { counter: before + window / 2, system })
        };
        let (_, anchor) =
            [read(), read(), read()].into_iter().min_by_key(|(window, _)| *window).unwrap_or_else(read);
        anchor
    }

    pub(super) fn age(&self) -> Duration {
        self.system.elapsed()
    }

    pub(super) fn elapsed_nanoseconds(&self) -> u64 {
        u64::try_from(self.age().as_nanos()).unwrap_or(u64::MAX)
    }

    /// What the counter has advanced since the anchor, by what the system's clock has.
    pub(super) fn counter_frequency(&self) -> f64 {
        let now = Anchor::now();
        let seconds = now.system.duration_since(self.system).as_secs_f64();
        let ticks = now.counter.saturating_sub(self.counter) as f64;
        // Two readings within the resolution of a clock say nothing; a nanosecond a tick is as good as any.
        if seconds > 0.0 && ticks > 0.0 { ticks / seconds } else { 1e9 }
    }
}
