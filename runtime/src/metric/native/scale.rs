//! The exponential buckets of native histograms:
//! [specification](https://prometheus.io/docs/specs/native_histograms/#schema).

/// How fine the buckets are: each bound is the one before it times `2^(2^-schema)`.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    schema: i32,
    /// The lower bounds of the buckets between a half and one, where there are several.
    bounds: Box<[f64]>,
}

/// The finest and the coarsest that there is.
pub(super) const FINEST: i32 = 8;
pub(super) const COARSEST: i32 = -4;

impl Scale {
    pub(super) fn new(schema: i32) -> Self {
        let count = if schema > 0 { 1_usize << schema } else { 0 };
        let bounds = (0..count).map(|at| 0.5 * (at as f64 / count as f64).exp2()).collect();
        Self { schema, bounds }
    }

    pub(super) fn schema(&self) -> i32 {
        self.schema
    }

    /// Which bucket a positive number is in: that of index `i` ends with, and includes, `2^(i * 2^-schema)`.
    pub(super) fn index_of(&self, value: f64) -> i32 {
        let is_infinite = value.is_infinite();
        let (fraction, exponent) = fraction_and_exponent(if is_infinite { f64::MAX } else { value });
        let index = if self.schema > 0 {
            let within = self.bounds.partition_point(|bound| *bound < fraction);
            small(within) + (exponent - 1) * small(self.bounds.len())
        } else {
            // A power of two is the end of its bucket.
            let index = if fraction.to_bits() == 0.5_f64.to_bits() { exponent - 1 } else { exponent };
            coarser(index, -self.schema)
        };
        index + i32::from(is_infinite)
    }

    /// Where the bucket of this index ends.
    #[cfg(test)]
    pub(super) fn upper_bound(&self, index: i32) -> f64 {
        (f64::from(index) * f64::from(-self.schema).exp2()).exp2()
    }
}

/// The index of the bucket that holds this one after so many halvings of the resolution.
pub(super) const fn coarser(index: i32, halvings: i32) -> i32 {
    (index + (1 << halvings) - 1) >> halvings
}

/// The number as a fraction from a half up to one, times a power of two.
fn fraction_and_exponent(value: f64) -> (f64, i32) {
    const MANTISSA: u32 = f64::MANTISSA_DIGITS - 1;
    const BIAS: i32 = 1022;
    // What is too small to have an exponent of its own gets one.
    let (value, lent) = if value < f64::MIN_POSITIVE { (value * 54_f64.exp2(), 54) } else { (value, 0) };
    let bits = value.to_bits();
    let exponent = small((bits >> MANTISSA & 0x7ff) as usize) - BIAS;
    let fraction = f64::from_bits(bits & !(0x7ff << MANTISSA) | 0x3fe << MANTISSA);
    (fraction, exponent - lent)
}

/// Numbers of buckets and exponents are.
fn small(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
