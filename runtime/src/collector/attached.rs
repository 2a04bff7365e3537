//! A collector of a registry, and how it fares.

use std::{
    mem,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::{Duration, Instant},
};

use super::{Buffer, BufferedFamily, Collect};
use crate::label::LabelsBuf;

/// A collector, kept apart from the page: what it writes is checked before it gets there.
pub(crate) struct Attached {
    collector: Box<dyn Collect>,
    labels: LabelsBuf,
    failures: AtomicU64,
    /// How long it took when it was last asked, in nanoseconds.
    took: AtomicU64,
}

impl Attached {
    /// The collector with these labels where the registry says how it fares.
    pub(crate) fn new(collector: impl Collect + 'static, labels: LabelsBuf) -> Self {
        let collector = Box::new(collector);
        Self { collector, labels, failures: AtomicU64::new(0), took: AtomicU64::new(0) }
    }

    pub(crate) fn labels(&self) -> &LabelsBuf {
        &self.labels
    }

    /// What it is called where the registry says how it fares.
    pub(crate) fn name(&self) -> String {
        let mut labels = self.labels.as_labels().iter();
        labels.find(|(name, _)| name == "collector").map(|(_, value)| value.into_owned()).unwrap_or_default()
    }

    /// How many families were left out so far.
    pub(crate) fn failures(&self) -> u64 {
        self.failures.load(Relaxed)
    }

    /// How long it took when it was last asked.
    pub(crate) fn took(&self) -> Duration {
        Duration::from_nanos(self.took.load(Relaxed))
    }

    pub(crate) fn count_failure(&self) {
        self.failures.fetch_add(1, Relaxed);
    }

    /// The families that can be written, and whether there were others.
    pub(crate) fn collect(&self) -> (Vec<BufferedFamily>, bool) {
        let start = Instant::now();
        let mut buffer = Buffer::default();
        // What the collector wrote before it panicked may be half a family: none of it is used.
        let result = catch_unwind(AssertUnwindSafe(|| self.collector.collect(&mut buffer)));
        let has_panicked = result.is_err();
        if let Err(payload) = result {
            // It may be of a type that panics when it is dropped.
            mem::forget(payload);
            self.count_failure();
            buffer = Buffer::default();
        }
        let strays = u64::from(buffer.has_strays());
        let (sound, unsound): (Vec<_>, Vec<_>) = buffer.into_families().partition(BufferedFamily::is_sound);
        let left_out = unsound.len() as u64 + strays;
        self.failures.fetch_add(left_out, Relaxed);
        self.took.store(u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX), Relaxed);
        (sound, has_panicked || left_out > 0)
    }
}
