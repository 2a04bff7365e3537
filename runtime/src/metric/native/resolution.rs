//! How fine the buckets are that a series begins with.

use std::f64;

use super::{
    scale::{COARSEST, FINEST},
    zero,
};

/// How fine the buckets of a series are at first, and how wide its zero bucket may become before they get coarser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Resolution {
    pub(super) schema: i32,
    /// The exponent of a power of two.
    pub(super) widest_zero: i32,
}

/// How much wider a bucket is than the one before, at most: what the specification advises.
const FACTOR: f64 = 1.1;

impl Resolution {
    /// What there is where nobody says anything.
    pub(crate) const DEFAULT: Self = Self { schema: schema_of(FACTOR), widest_zero: zero::NARROWEST };

    /// The same with buckets that grow by no more than this factor.
    pub(crate) const fn with_factor(mut self, factor: f64) -> Self {
        self.schema = schema_of(factor);
        self
    }

    /// The same with a zero bucket that may end anywhere up to there.
    pub(crate) const fn with_widest_zero(mut self, threshold: f64) -> Self {
        self.widest_zero = zero::exponent_up_to(threshold);
        self
    }
}

/// Refuses a factor by which no bucket grows.
///
/// # Panics
///
/// When it is not above 1.
#[track_caller]
pub const fn assert_factor(factor: f64) {
    assert!(factor > 1.0, "each bucket is wider than the one before: write a factor above 1, like 1.1");
}

/// Refuses a zero bucket without a width.
///
/// # Panics
///
/// When the threshold is not a finite number above zero.
#[track_caller]
pub(crate) const fn assert_zero_threshold(threshold: f64) {
    assert!(threshold.is_finite() && threshold > 0.0, "a zero bucket has a width: write a number like 1e-6");
}

/// The coarsest schema whose buckets grow by no more than this factor.
const fn schema_of(factor: f64) -> i32 {
    // From `2^(2^4)` to `2^(2^-8)`.
    const BASES: [f64; 13] = [
        65_536.0,
        256.0,
        16.0,
        4.0,
        2.0,
        f64::consts::SQRT_2,
        1.189_207_115_002_721,
        1.090_507_732_665_257_7,
        1.044_273_782_427_413_8,
        1.021_897_148_654_116_6,
        1.010_889_286_051_7,
        1.005_429_901_112_802_7,
        1.002_711_275_050_202_5,
    ];
    let (mut schema, mut at) = (COARSEST, 0);
    while at < BASES.len() && BASES[at] > factor {
        schema += 1;
        at += 1;
    }
    if schema > FINEST { FINEST } else { schema }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_are_schemas() {
        for (factor, schema) in [(1.1, 3), (1.2, 2), (1.5, 1), (2.0, 0), (4.0, -1), (1.0, 8), (1e9, -4)] {
            assert_eq!(schema_of(factor), schema, "{factor}");
        }
    }
}
