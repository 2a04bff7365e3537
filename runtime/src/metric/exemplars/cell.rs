//! Where one exemplar is.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use crate::{clock, exemplar::Exemplar};

/// How long an exemplar stays at least: what the
/// [Java library](https://prometheus.github.io/client_java/config/config/#exemplar-properties) found to be long enough for every scrape to
/// see another one, and no scrape's being replaced at once.
const SHORTEST_STAY: Duration = Duration::from_secs(7);

/// Where the labels of an exemplar come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::metric) enum Origin {
    /// From the span that the observation was made in.
    Span,
    /// From somebody who chose this observation, so they don't wait for those that chance chose.
    Hand,
}

/// The last exemplar of a counter or a bucket.
#[derive(Debug, Default)]
pub(super) struct Cell {
    /// From which tick on one from a span may follow; 0 from the start.
    due_from_span: AtomicU64,
    /// The same for one by hand.
    due_by_hand: AtomicU64,
    /// Boxed, because most buckets have none.
    kept: Mutex<Option<Box<Exemplar>>>,
}

impl Cell {
    fn due(&self, origin: Origin) -> &AtomicU64 {
        match origin {
            Origin::Span => &self.due_from_span,
            Origin::Hand => &self.due_by_hand,
        }
    }

    pub(super) fn is_due(&self, origin: Origin, now: u64) -> bool {
        now >= self.due(origin).load(Relaxed)
    }

    /// Keeps it, unless somebody else is just keeping another one, or reading.
    pub(super) fn keep(&self, exemplar: Exemplar, origin: Origin, now: u64) {
        // Asked again: of those who found it due, one is first.
        if let Ok(mut kept) = self.kept.try_lock()
            && self.is_due(origin, now)
        {
            *kept = Some(Box::new(exemplar));
            self.stay_until(now, origin);
        }
    }

    fn stay_until(&self, now: u64, origin: Origin) {
        let stay = SHORTEST_STAY.as_secs_f64() * clock::frequency().ticks_per_second();
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "saturates, and is never below zero"
        )]
        let due = now.saturating_add(stay as u64);
        self.due_from_span.store(due, Relaxed);
        if origin == Origin::Hand {
            self.due_by_hand.store(due, Relaxed);
        }
    }

    /// What is kept.
    pub(super) fn read(&self) -> Option<Exemplar> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_deref().cloned()
    }

    /// Is as new, for another series.
    pub(super) fn forget(&self) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.due_from_span.store(0, Relaxed);
        self.due_by_hand.store(0, Relaxed);
    }
}
