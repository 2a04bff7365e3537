//! The buckets of a histogram.

use once_cell::race::OnceBox;

use crate::clock::{self, Frequency};

/// Upper bounds for durations in seconds, from 5 ms to 10 s: those that OpenTelemetry
/// [advises](https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#metric-httpserverrequestduration) for requests.
pub const DURATION_BUCKETS: &[f64] =
    &[0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0];

/// Upper bounds for sizes in bytes, from 64 bytes to a gibibyte, each four times the one before.
pub const BYTE_BUCKETS: &[f64] = &[
    64.0,
    256.0,
    1_024.0,
    4_096.0,
    16_384.0,
    65_536.0,
    262_144.0,
    1_048_576.0,
    4_194_304.0,
    16_777_216.0,
    67_108_864.0,
    268_435_456.0,
    1_073_741_824.0,
];

/// Upper bounds for parts of a whole, from a tenth to all of it.
pub const RATIO_BUCKETS: &[f64] = &[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0];

/// The upper bounds of a histogram, increasing; `+Inf` is not one of them but follows them on the page.
#[derive(Debug)]
pub struct Buckets {
    bounds: Box<[f64]>,
    texts: Box<[Box<str>]>,
    canonical_texts: Box<[Box<str>]>,
    /// The bounds in ticks, once the clock knows how long one is.
    ticks: OnceBox<Box<[u64]>>,
}

impl Buckets {
    /// Buckets with these upper bounds; what is not a number is left out, the rest is put in order.
    pub fn new(bounds: &[f64]) -> Self {
        let mut bounds: Vec<f64> = bounds.iter().copied().filter(|bound| bound.is_finite()).collect();
        bounds.sort_by(f64::total_cmp);
        bounds.dedup();
        let texts = bounds.iter().map(|bound| bound.to_string().into()).collect();
        let canonical_texts = bounds.iter().map(|bound| canonical(*bound).into()).collect();
        Self { bounds: bounds.into(), texts, canonical_texts, ticks: OnceBox::new() }
    }

    /// The upper bounds.
    pub fn bounds(&self) -> &[f64] {
        &self.bounds
    }

    /// The upper bounds as the text format writes them.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(|text| &**text)
    }

    /// The upper bounds as OpenMetrics writes them.
    pub(crate) fn canonical_texts(&self) -> impl Iterator<Item = &str> {
        self.canonical_texts.iter().map(|text| &**text)
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.bounds.len()
    }

    /// The bucket of `value`: the first whose bound is not smaller. What is not a number is above all bounds.
    #[inline]
    pub(crate) fn index_of(&self, value: f64) -> usize {
        #[allow(clippy::neg_cmp_op_on_partial_ord, reason = "a NaN must not be found below any bound")]
        self.bounds.iter().take_while(|bound| !(value <= **bound)).count()
    }

    /// The value nearest to this one that is in a bucket: for durations, which are found there by ticks, and so may be rounded out of it.
    pub(crate) fn nearest_in(&self, bucket: usize, value: f64) -> f64 {
        let below = bucket.checked_sub(1).and_then(|before| self.bounds.get(before));
        let lowest = below.map_or(f64::NEG_INFINITY, |bound| bound.next_up());
        value.max(lowest).min(self.bounds.get(bucket).copied().unwrap_or(f64::INFINITY))
    }

    /// The bucket of a duration.
    #[inline]
    pub(crate) fn index_of_ticks(&self, ticks: u64) -> usize {
        match self.ticks.get() {
            Some(bounds) => bounds.iter().take_while(|bound| ticks > **bound).count(),
            None => self.index_of_ticks_cold(ticks),
        }
    }

    /// Until the clock has settled, durations are compared in seconds.
    #[cold]
    fn index_of_ticks_cold(&self, ticks: u64) -> usize {
        let frequency = clock::frequency();
        if let Frequency::Settled(ticks_per_second) = frequency {
            _ = self.ticks.set(Box::new(self.in_ticks(ticks_per_second)));
        }
        self.index_of(ticks as f64 / frequency.ticks_per_second())
    }

    fn in_ticks(&self, frequency: f64) -> Box<[u64]> {
        // To the nearest tick: the product of 1.001 and 1e9 is a little less than the whole number it should be.
        // `as` saturates: a bound below zero holds what took no time, one beyond the clock's range everything.
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "saturating is what is wanted"
        )]
        self.bounds.iter().map(|bound| (bound * frequency).round() as u64).collect()
    }
}

/// Refuses a bound of a duration that is not above the one before it; `timed` calls it for each.
///
/// # Panics
///
/// When it is not.
#[track_caller]
pub const fn assert_bucket(previous: Option<f64>, bound: f64) {
    assert!(bound > 0.0 || bound.is_nan(), "no duration is shorter than nothing: write bounds above zero");
    assert_next_bound(previous, bound);
}

#[track_caller]
const fn assert_next_bound(previous: Option<f64>, bound: f64) {
    if let Some(problem) = next_bound_problem(previous, bound) {
        panic!("{}", problem);
    }
}

/// Refuses bounds that don't increase.
///
/// # Panics
///
/// When they don't.
#[track_caller]
pub const fn assert_buckets(bounds: &[f64]) {
    if let Some(problem) = bounds_problem(bounds) {
        panic!("{}", problem);
    }
}

/// The bounds, or some that are right: what is wrong with them is said where they are written, and only there.
pub const fn sound_buckets(bounds: &'static [f64]) -> &'static [f64] {
    if bounds_problem(bounds).is_none() { bounds } else { DURATION_BUCKETS }
}

/// What is wrong with these upper bounds, in words that say what to write.
pub(crate) const fn bounds_problem(bounds: &[f64]) -> Option<&'static str> {
    if bounds.is_empty() {
        return Some("a histogram needs a bucket: write its upper bounds, as in `[0.1, 0.5, 1.0]`");
    }
    let mut at = 0;
    while at < bounds.len() {
        let previous = if at == 0 { None } else { Some(bounds[at - 1]) };
        if let Some(problem) = next_bound_problem(previous, bounds[at]) {
            return Some(problem);
        }
        at += 1;
    }
    None
}

const fn next_bound_problem(previous: Option<f64>, bound: f64) -> Option<&'static str> {
    match previous {
        _ if !bound.is_finite() => {
            Some("a bucket bound is a finite number; `+Inf` is there by itself: leave it out")
        }
        Some(previous) if previous >= bound => {
            Some("bucket bounds increase: write each one once, the smallest first")
        }
        _ => None,
    }
}

/// A bound, or a quantile, as [OpenMetrics](https://prometheus.io/docs/specs/om/open_metrics_spec/#considerations-canonical-numbers) writes it, so that all
/// programs write it alike: `0.5`, `1.0`, `1e+06`, `1e-05`.
pub(crate) fn canonical(float: f64) -> String {
    let scientific = format!("{float:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..6).contains(&exponent) {
        return format!("{float:?}");
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_written_as_the_specification_lists_them() {
        for (bound, expected) in [
            (0.0, "0.0"),
            (0.001, "0.001"),
            (0.005, "0.005"),
            (1.0, "1.0"),
            (2.5, "2.5"),
            (100_000.0, "100000.0"),
            (123_456.5, "123456.5"),
            (1_000_000.0, "1e+06"),
            (1_234_567.0, "1.234567e+06"),
            (1e10, "1e+10"),
            (1e-4, "0.0001"),
            (1e-5, "1e-05"),
            (1e100, "1e+100"),
            (-0.5, "-0.5"),
            (-1e6, "-1e+06"),
        ] {
            assert_eq!(canonical(bound), expected);
        }
    }
}
