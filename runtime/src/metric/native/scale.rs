//! The exponential buckets of native histograms:
//! [specification](https://prometheus.io/docs/specs/native_histograms/#schema).

use super::bounds::bounds_below;

/// How fine the buckets are, as a schema: each bound is the one before it times `2^(2^-schema)`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale(i32);

/// The finest and the coarsest that there is.
pub(super) const FINEST: i32 = 8;
pub(super) const COARSEST: i32 = -4;

impl Scale {
    pub(super) const fn new(schema: i32) -> Self {
        Self(schema)
    }

    pub(super) const fn schema(self) -> i32 {
        self.0
    }

    /// Which bucket a positive number is in: that of index `i` ends with, and includes, `2^(i * 2^-schema)`.
    #[inline]
    pub(super) fn index_of(self, value: f64) -> i32 {
        coarser(finest_index_of(value), FINEST - self.0)
    }

    /// Where the bucket of this index ends.
    #[cfg(test)]
    pub(super) fn upper_bound(self, index: i32) -> f64 {
        (f64::from(index) * f64::from(-self.0).exp2()).exp2()
    }
}

/// The index of the bucket that holds this one after so many halvings of the resolution.
pub(super) const fn coarser(index: i32, halvings: i32) -> i32 {
    (index + (1 << halvings) - 1) >> halvings
}

/// Which of the finest buckets a positive number is in.
#[inline]
fn finest_index_of(value: f64) -> i32 {
    const MANTISSA: u32 = f64::MANTISSA_DIGITS - 1;
    const BIAS: i32 = f64::MAX_EXP - 1;
    // What is too small to have an exponent of its own gets one.
    let (value, lent) = if value < f64::MIN_POSITIVE { (value * 54_f64.exp2(), 54) } else { (value, 0) };
    // What is infinite is in the bucket after the one of the greatest number.
    let is_infinite = value.is_infinite();
    let bits = value.to_bits() - u64::from(is_infinite);
    #[allow(clippy::cast_possible_truncation, reason = "eleven bits")]
    let exponent = (bits >> MANTISSA) as i32 - BIAS - lent;
    let within = bounds_below(bits & ((1 << MANTISSA) - 1));
    (exponent << FINEST) + within + i32::from(is_infinite)
}

#[cfg(test)]
mod tests {
    use proptest::{num, prelude::*};

    use super::{super::bounds::BOUNDS, *};

    /// The lower bounds of the buckets between a half and one.
    fn lower_bounds(schema: i32) -> impl Iterator<Item = f64> {
        let bounds = BOUNDS.iter().step_by(1 << (FINEST - schema));
        bounds.map(|mantissa| f64::from_bits(0x3fe << 52 | mantissa))
    }

    /// The index as it is found by search.
    fn searched_index_of(schema: i32, value: f64) -> i32 {
        if value < f64::MIN_POSITIVE {
            let finest = searched_index_of(FINEST, value * 100_f64.exp2()) - (100 << FINEST);
            return coarser(finest, FINEST - schema);
        }
        let exponent = i32::try_from(value.to_bits() >> 52).expect("eleven bits") - 1022;
        let fraction = value * f64::from(-exponent / 2).exp2() * f64::from(exponent / 2 - exponent).exp2();
        let bounds: Vec<f64> = lower_bounds(schema.max(0)).collect();
        let within = bounds.partition_point(|bound| *bound < fraction);
        let index = ((exponent - 1) << schema.max(0)) + i32::try_from(within).expect("few");
        coarser(index, -schema.min(0))
    }

    #[test]
    fn each_bound_ends_its_bucket_in_every_resolution() {
        for (at, bound) in (-256..).zip(lower_bounds(FINEST)) {
            for exponent in [-1_021, -40, -1, 0, 1, 10, 1_023] {
                let (index, bound) = (at + (exponent << FINEST), bound * f64::from(exponent).exp2());
                for schema in COARSEST..=FINEST {
                    let index_of = |value| Scale::new(schema).index_of(value);
                    let halvings = FINEST - schema;
                    assert_eq!(index_of(bound), coarser(index, halvings), "{bound} in {schema}");
                    assert_eq!(
                        index_of(bound.next_down()),
                        coarser(index, halvings),
                        "below {bound} in {schema}"
                    );
                    assert_eq!(
                        index_of(bound.next_up()),
                        coarser(index + 1, halvings),
                        "above {bound} in {schema}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_power_of_two_ends_its_bucket() {
        for (value, index) in [(1.0, 0), (2.0, 8), (0.5, -8), (1.000_001, 1), (f64::INFINITY, 8_193)] {
            assert_eq!(Scale::new(3).index_of(value), index, "{value}");
        }
        for (value, index) in
            [(1.0, 0), (1.5, 1), (2.0, 1), (2.1, 2), (0.3, -1), (f64::MIN_POSITIVE / 4.0, -1_024)]
        {
            assert_eq!(Scale::new(0).index_of(value), index, "{value}");
        }
        assert_eq!([1.0, 16.0, 17.0, 1.0 / 16.0].map(|value| Scale::new(-2).index_of(value)), [0, 1, 2, -1]);
    }

    proptest! {
        #[test]
        fn the_index_is_what_a_search_finds(
            value in num::f64::POSITIVE | num::f64::NORMAL | num::f64::SUBNORMAL,
            schema in COARSEST..=FINEST,
        ) {
            let value = value.abs();
            prop_assert_eq!(Scale::new(schema).index_of(value), searched_index_of(schema, value));
        }

        #[test]
        fn a_bucket_holds_its_values_in_every_resolution(exponent in -1_000.0..1_000.0_f64, schema in COARSEST..=FINEST) {
            let (scale, value) = (Scale::new(schema), exponent.exp2());
            let index = scale.index_of(value);
            // The bounds are irrational: a value next to one may be on either side of how it is rounded.
            prop_assert!(value <= scale.upper_bound(index) * (1.0 + 1e-9));
            prop_assert!(value > scale.upper_bound(index - 1) * (1.0 - 1e-9));
            let coarsest = Scale::new(COARSEST).index_of(value);
            let on_a_bound = (exponent / 16.0 - (exponent / 16.0).round()).abs() < 1e-9;
            prop_assert!(on_a_bound || coarser(index, schema - COARSEST) == coarsest);
        }
    }
}
