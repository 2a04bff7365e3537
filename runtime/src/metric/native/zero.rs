//! Where the zero bucket ends: at a power of two, which is the end of a bucket in every resolution but those that are coarser than
//! powers of two.

use super::scale::coarser;

/// The exponent with which every zero bucket begins, as the specification advises: an end of buckets in all resolutions.
pub(super) const NARROWEST: i32 = -128;

const BIAS: i32 = 1023;
const MANTISSA: u32 = f64::MANTISSA_DIGITS - 1;

/// The power of two with this exponent.
#[allow(clippy::cast_sign_loss, reason = "an exponent above -1023, with the bias added, is above zero")]
pub(super) const fn threshold(exponent: i32) -> f64 {
    f64::from_bits(((exponent + BIAS) as u64) << MANTISSA)
}

/// The exponent of the greatest power of two up to there, and not less than the narrowest.
#[allow(clippy::cast_possible_truncation, reason = "eleven bits are left")]
pub(super) const fn exponent_up_to(threshold: f64) -> i32 {
    let exponent = (threshold.to_bits() >> MANTISSA & 0x7ff) as i32 - BIAS;
    if exponent < NARROWEST { NARROWEST } else { exponent }
}

/// The index of the last bucket that begins within the zero bucket.
pub(super) const fn last_within(exponent: i32, schema: i32) -> i32 {
    if schema >= 0 { exponent * (1 << schema) } else { coarser(exponent, -schema) }
}

/// Where the zero bucket ends with this bucket in it: where the bucket does, if that is further.
pub(super) fn with_bucket(exponent: i32, index: i32, schema: i32) -> i32 {
    let end = if schema >= 0 { exponent } else { index * (1 << -schema) };
    end.clamp(exponent, BIAS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zero_bucket_ends_at_the_power_of_two_below() {
        assert_eq!(threshold(NARROWEST).to_bits(), 2.938_735_877_055_719e-39_f64.to_bits());
        for (most, exponent) in
            [(1.0, 0), (0.99, -1), (1e-6, -20), (2.0, 1), (3.9, 1), (1e-300, NARROWEST), (5e-324, NARROWEST)]
        {
            assert_eq!(exponent_up_to(most), exponent, "{most}");
            assert!(threshold(exponent) <= most || exponent == NARROWEST);
        }
        assert_eq!((threshold(0), threshold(-20), threshold(10)), (1.0, 0.5_f64.powi(20), 1_024.0));
    }

    #[test]
    fn buckets_that_begin_within_it_are_in_it() {
        assert_eq!([0, 3, -1, -2].map(|schema| last_within(-20, schema)), [-20, -160, -10, -5]);
        // The one from a sixteenth to 1 begins before a half and ends after it.
        assert_eq!((last_within(-1, -2), with_bucket(-1, 0, -2)), (0, 0));
        assert_eq!(with_bucket(-1, -8, 3), -1);
    }
}
