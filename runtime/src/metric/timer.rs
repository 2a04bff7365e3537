//! Timers.

use std::{mem, time::Duration};

use super::{BoundHistogram, BoundNativeHistogram};
use crate::{clock, exemplar::ExemplarLabels};

/// A duration that is under way; observed once, in seconds, when it is finished or dropped.
///
/// ```
/// use tickmark::Histogram;
///
/// static QUERY_SECONDS: Histogram = Histogram::new();
///
/// let timer = QUERY_SECONDS.start_timer();
/// let so_far = timer.elapsed();
/// let took = timer.finish();
/// assert!(so_far <= took);
/// assert_eq!(QUERY_SECONDS.sum(), took.as_secs_f64());
///
/// QUERY_SECONDS.start_timer().discard();
/// assert_eq!(QUERY_SECONDS.count(), 1);
/// ```
#[derive(Debug)]
#[must_use = "dropping it ends the duration"]
pub struct Timer<'a> {
    histogram: Observes<'a>,
    start: u64,
}

/// What observes the duration.
#[derive(Debug)]
pub(super) enum Observes<'a> {
    Classic(BoundHistogram<'a>),
    Native(BoundNativeHistogram<'a>),
}

impl<'a> Timer<'a> {
    pub(super) fn start(histogram: impl Into<Observes<'a>>) -> Self {
        Self { histogram: histogram.into(), start: clock::now() }
    }

    /// How long it has been so far; nothing is observed.
    pub fn elapsed(&self) -> Duration {
        Duration::from_secs_f64(self.seconds())
    }

    /// Observes the duration, and returns it.
    #[allow(clippy::must_use_candidate, reason = "called for what it does")]
    pub fn finish(self) -> Duration {
        let duration = self.elapsed();
        self.histogram.observe(duration.as_secs_f64());
        mem::forget(self);
        duration
    }

    /// The same, with an [exemplar](crate::Exemplar#by-hand).
    #[allow(clippy::must_use_candidate, reason = "called for what it does")]
    pub fn finish_with_exemplar(self, labels: impl ExemplarLabels) -> Duration {
        let duration = self.elapsed();
        self.histogram.observe_with_exemplar(duration.as_secs_f64(), labels);
        mem::forget(self);
        duration
    }

    /// Forgets the duration: nothing is observed.
    pub fn discard(self) {
        mem::forget(self);
    }

    fn seconds(&self) -> f64 {
        clock::seconds_since(self.start)
    }
}

impl Observes<'_> {
    fn observe(&self, seconds: f64) {
        match self {
            Self::Classic(histogram) => histogram.observe(seconds),
            Self::Native(histogram) => histogram.observe(seconds),
        }
    }

    fn observe_with_exemplar(&self, seconds: f64, labels: impl ExemplarLabels) {
        match self {
            Self::Classic(histogram) => histogram.observe_with_exemplar(seconds, labels),
            Self::Native(histogram) => histogram.observe_with_exemplar(seconds, labels),
        }
    }
}

impl<'a> From<BoundHistogram<'a>> for Observes<'a> {
    fn from(histogram: BoundHistogram<'a>) -> Self {
        Self::Classic(histogram)
    }
}

impl<'a> From<BoundNativeHistogram<'a>> for Observes<'a> {
    fn from(histogram: BoundNativeHistogram<'a>) -> Self {
        Self::Native(histogram)
    }
}

impl Drop for Timer<'_> {
    fn drop(&mut self) {
        self.histogram.observe(self.seconds());
    }
}
