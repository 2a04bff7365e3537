//! Where ticks come from.

use std::sync::atomic::{AtomicU8, Ordering::Relaxed};

use super::{anchor::Anchor, counter};

/// What is read for a tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Source {
    /// The processor's counter, at its own rate.
    Counter = 1,
    /// The operating system's clock, in nanoseconds.
    System = 2,
}

/// A [`Source`], or 0 until the first reading; never changes once it is known.
static SOURCE: AtomicU8 = AtomicU8::new(0);

impl Source {
    /// The one of this process, chosen when it is first asked for.
    pub(super) fn get() -> Self {
        match SOURCE.load(Relaxed) {
            counter if counter == Self::Counter as u8 => Self::Counter,
            system if system == Self::System as u8 => Self::System,
            _ => Self::choose(),
        }
    }

    fn choose() -> Self {
        // A fake duration is a whole number of nanoseconds, and so must be a tick that is to measure it exactly.
        let is_counter = !cfg!(feature = "testing") && counter::is_trusted();
        let source = if is_counter { Self::Counter } else { Self::System };
        // The anchor first: nobody reads the counter before it is noted. Several threads may arrive here; they agree.
        Anchor::get();
        SOURCE.store(source as u8, Relaxed);
        source
    }
}

/// Now, in ticks since some moment in the past.
#[inline]
pub(super) fn now() -> u64 {
    if SOURCE.load(Relaxed) == Source::Counter as u8 { counter::read() } else { now_cold() }
}

#[cold]
fn now_cold() -> u64 {
    match Source::get() {
        Source::Counter => counter::read(),
        Source::System => Anchor::get().nanoseconds(),
    }
}
