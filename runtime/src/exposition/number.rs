//! Numbers as formats write them.

use super::page::{Buffer, Page};
use crate::{sink::Number, timestamp::Timestamp};

/// Appends a value as the text format has it, whole numbers without a point.
pub(super) fn push_number<B: Buffer>(page: &mut Page<'_, B>, number: Number) {
    match number {
        Number::Integer(integer) => page.push(itoa::Buffer::new().format(integer)),
        Number::Float(float) => push_float(page, float),
    }
}

/// A value as the text format has it.
#[cfg(feature = "testing")]
pub(crate) fn number_text(float: f64) -> String {
    let mut text = String::new();
    push_float(&mut Page::whole(&mut text), float);
    text
}

/// Appends a floating-point number, a whole one without a point.
pub(super) fn push_float<B: Buffer>(page: &mut Page<'_, B>, float: f64) {
    #[allow(clippy::cast_possible_truncation, reason = "compared with what it came from")]
    let whole = float as i64;
    // Quicker than to look for the shortest digits. Zero may be below zero, and is written with its sign.
    #[allow(clippy::float_cmp, reason = "whether it is a whole number")]
    let is_whole = whole as f64 == float && whole.unsigned_abs() < 1 << 53 && whole != 0;
    if is_whole {
        page.push(itoa::Buffer::new().format(whole));
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
pub(super) fn push_seconds<B: Buffer>(page: &mut Page<'_, B>, time: Timestamp) {
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

    fn written(write: impl FnOnce(&mut Page<'_, String>)) -> String {
        let mut text = String::new();
        write(&mut Page::whole(&mut text));
        text
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
}
