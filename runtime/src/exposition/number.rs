//! Numbers as formats write them.

use super::page::Page;
use crate::{sink::Number, timestamp::Timestamp};

/// Appends a value as the text format has it, whole numbers without a point.
pub(super) fn push_number(page: &mut Page<'_>, number: Number) {
    match number {
        Number::Integer(integer) => push_integer(page, integer),
        Number::Float(float) => push_float(page, float),
    }
}

/// Appends a whole number.
///
/// Counts are of all lengths, in no order that a processor could foresee; so those below a hundred million are written without a
/// branch on how many digits they have: eight at once, zeroes in front shifted out.
#[inline]
pub(super) fn push_integer(page: &mut Page<'_>, integer: u64) {
    push_integer_and(page, integer, None);
}

/// The same, and perhaps a letter behind it.
#[inline]
pub(super) fn push_integer_and(page: &mut Page<'_>, integer: u64, letter: Option<u8>) {
    match u32::try_from(integer) {
        Ok(short) if short < 100_000_000 => {
            let digits = eight_digits(short);
            // All but the last may be zeroes in front.
            let zeroes = (digits | 1 << 56).trailing_zeros() / 8;
            let text = (digits | 0x3030_3030_3030_3030) >> (8 * zeroes);
            let behind = u128::from(letter.unwrap_or(0)) << (64 - 8 * zeroes);
            let bytes = page.bytes();
            let length = bytes.len() + 8 - zeroes as usize + usize::from(letter.is_some());
            bytes.extend_from_slice(&(u128::from(text) | behind).to_le_bytes());
            bytes.truncate(length);
        }
        _ => {
            page.push(itoa::Buffer::new().format(integer));
            page.bytes().extend(letter);
        }
    }
}

/// The digits of a number below a hundred million, the first in the lowest byte. All are taken apart at once: into two halves, these into
/// pairs, these into digits. The divisions are multiplications that are exact for numbers as small as these.
const fn eight_digits(number: u32) -> u64 {
    let halves = (number / 10_000) as u64 | ((number % 10_000) as u64) << 32;
    let hundreds = ((halves * 10_486) >> 20) & 0x0000_007f_0000_007f;
    let pairs = hundreds | (halves - 100 * hundreds) << 16;
    let tens = ((pairs * 103) >> 10) & 0x000f_000f_000f_000f;
    tens | (pairs - 10 * tens) << 8
}

/// A value as the text format has it.
#[cfg(feature = "testing")]
pub(crate) fn number_text(float: f64) -> String {
    let mut text = Vec::new();
    push_float(&mut Page::whole(&mut text), float);
    String::from_utf8_lossy(&text).into_owned()
}

/// Appends a floating-point number, a whole one without a point.
pub(super) fn push_float(page: &mut Page<'_>, float: f64) {
    #[allow(clippy::cast_possible_truncation, reason = "compared with what it came from")]
    let whole = float as i64;
    // Quicker than to look for the shortest digits. Zero may be below zero, and is written with its sign.
    #[allow(clippy::float_cmp, reason = "whether it is a whole number")]
    let is_whole = whole as f64 == float && whole.unsigned_abs() < 1 << 53 && whole != 0;
    if is_whole {
        if whole < 0 {
            page.push("-");
        }
        push_integer(page, whole.unsigned_abs());
    } else if let Some(name) = name(float) {
        page.push(name);
    } else {
        let mut buffer = zmij::Buffer::new();
        let digits = buffer.format_finite(float);
        page.push(digits.strip_suffix(".0").unwrap_or(digits));
    }
}

/// What is no number has a name.
fn name(float: f64) -> Option<&'static str> {
    match float {
        f64::INFINITY => Some("+Inf"),
        f64::NEG_INFINITY => Some("-Inf"),
        _ => float.is_nan().then_some("NaN"),
    }
}

/// Appends a moment in seconds, without an exponent.
pub(super) fn push_seconds(page: &mut Page<'_>, time: Timestamp) {
    let milliseconds = time.milliseconds();
    page.push(itoa::Buffer::new().format(milliseconds / 1_000));
    page.push(".");
    let mut digits = itoa::Buffer::new();
    // The one in front keeps zeroes.
    page.push(&digits.format(1_000 + milliseconds % 1_000)[1..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Page<'_>)) -> String {
        let mut text = Vec::new();
        write(&mut Page::whole(&mut text));
        String::from_utf8(text).expect("numbers are ASCII")
    }

    #[test]
    fn moments_have_three_digits_behind_the_point() {
        for (milliseconds, expected) in
            [(0, "0.000"), (1_700_000_000_007, "1700000000.007"), (1_250, "1.250")]
        {
            let time = Timestamp::from_milliseconds(milliseconds);
            assert_eq!(written(|page| push_seconds(page, time)), expected);
        }
    }

    #[test]
    fn floats_are_short() {
        for (float, expected) in [
            (0.0, "0"),
            (-0.0, "-0"),
            (3.0, "3"),
            (-1.5, "-1.5"),
            (1e15, "1000000000000000"),
            (9_007_199_254_740_991.0, "9007199254740991"),
            (1e300, "1e+300"),
            (0.1, "0.1"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Inf"),
        ] {
            assert_eq!(written(|page| push_float(page, float)), expected);
        }
    }

    proptest::proptest! {
        #[test]
        fn integers_have_their_digits(integer: u64, shift in 0..64_u32) {
            let integer = integer >> shift;
            proptest::prop_assert_eq!(written(|page| push_integer(page, integer)), integer.to_string());
        }
    }

    #[test]
    fn integers_of_each_length_have_their_digits() {
        for power in (0..20).map(|digits| 10_u64.pow(digits)) {
            for integer in [power - 1, power, power + 1, power.saturating_mul(9)] {
                assert_eq!(written(|page| push_integer(page, integer)), integer.to_string());
            }
        }
    }
}
