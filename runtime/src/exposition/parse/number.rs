//! Numbers as pages write them.

/// A number, and how it is written.
///
/// Its letters say more than its value where that is a count above 2^53.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ParsedNumber<'a> {
    text: &'a str,
    value: f64,
}

/// A point in time, and how it is written: in milliseconds in the text format, in seconds in OpenMetrics.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ParsedTimestamp<'a> {
    text: &'a str,
    seconds: f64,
}

impl<'a> ParsedNumber<'a> {
    /// The number that `text` is.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        Some(Self { text, value: number(text)? })
    }

    /// The nearest number of 64 bits.
    pub fn value(self) -> f64 {
        self.value
    }

    /// As it is written.
    pub fn as_str(self) -> &'a str {
        self.text
    }
}

impl<'a> ParsedTimestamp<'a> {
    /// The time that a number of seconds is.
    pub(super) fn of_seconds(text: &'a str) -> Option<Self> {
        let seconds = number(text).filter(|seconds| seconds.is_finite())?;
        Some(Self { text, seconds })
    }

    /// The time that a whole number of milliseconds is.
    pub(super) fn of_milliseconds(text: &'a str) -> Option<Self> {
        let milliseconds: i64 = text.parse().ok()?;
        Some(Self { text, seconds: milliseconds as f64 / 1000.0 })
    }

    /// Seconds since 1970.
    pub fn seconds(self) -> f64 {
        self.seconds
    }

    /// As it is written.
    pub fn as_str(self) -> &'a str {
        self.text
    }
}

/// The number that a text is, if both Go and the grammar of OpenMetrics take it for one.
pub(in crate::exposition) fn number(text: &str) -> Option<f64> {
    let value: f64 = text.parse().ok()?;
    let has_digits = text.bytes().any(|byte| byte.is_ascii_digit());
    // Rust has a negative NaN, and takes what is too large for infinite.
    let is_foreign = (value.is_nan() && text.starts_with(['+', '-'])) || (value.is_infinite() && has_digits);
    (!is_foreign).then_some(value)
}
