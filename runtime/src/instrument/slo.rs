//! Objectives for call sites.

/// What is promised of calls: how many of a hundred end well, and within which time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slo {
    /// Of a hundred calls, how many are good.
    pub objective: f64,
    /// In how many seconds a good call ends; an upper bound of the histogram, or else nobody could tell.
    pub latency: Option<f64>,
}

/// Refuses an objective that is no promise, or one that nobody can keep.
///
/// # Panics
///
/// When it is.
#[track_caller]
pub const fn assert_slo_objective(objective: f64) {
    assert!(
        objective > 0.0 && objective < 100.0,
        "an objective is how many of a hundred calls are good, and not all of them are: write it like `99.9`"
    );
}

/// Refuses a latency that no bucket ends at: how many calls took no longer could only be guessed.
///
/// # Panics
///
/// When none does.
#[track_caller]
pub const fn assert_slo_latency(latency: f64, bounds: &[f64]) {
    let mut at = 0;
    while at < bounds.len() {
        // Both are written as decimals, and the nearest number to each decimal is the same.
        if bounds[at].to_bits() == latency.to_bits() {
            return;
        }
        at += 1;
    }
    panic!(
        "no bucket ends at this latency: choose an upper bound of the histogram, or add this one to `buckets`"
    );
}
