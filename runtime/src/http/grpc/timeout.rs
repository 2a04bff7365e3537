//! How long a caller waits.

use http::HeaderMap;

/// Whoever keeps the time has begun a little earlier or later, and counts in milliseconds.
const SLACK: f64 = 0.002;

/// How many seconds the caller waits for the end of a call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Timeout(f64);

impl Timeout {
    /// What the header `grpc-timeout` says: at most eight digits and a unit, by the
    /// [protocol](https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#requests).
    pub(super) fn among(headers: &HeaderMap) -> Option<Self> {
        let text = headers.get("grpc-timeout")?.to_str().ok()?;
        let (digits, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
        let is_number = (1..=8).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        let seconds = match unit {
            "H" => 3_600.0,
            "M" => 60.0,
            "S" => 1.0,
            "m" => 1e-3,
            "u" => 1e-6,
            "n" => 1e-9,
            _ => return None,
        };
        let number: u32 = digits.parse().ok().filter(|_| is_number)?;
        Some(Self(f64::from(number) * seconds))
    }

    /// Whether so many seconds are all that the caller waits.
    pub(super) fn is_over(self, seconds: f64) -> bool {
        seconds + SLACK >= self.0
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::Timeout;

    fn said(text: &'static str) -> Option<Timeout> {
        let mut headers = HeaderMap::new();
        headers.insert("grpc-timeout", HeaderValue::from_static(text));
        Timeout::among(&headers)
    }

    #[test]
    fn a_timeout_is_a_number_and_a_unit() {
        for (text, seconds) in [
            ("1H", 3_600.0),
            ("2M", 120.0),
            ("3S", 3.0),
            ("250m", 0.25),
            ("5u", 5e-6),
            ("99999999n", 99_999_999e-9),
        ] {
            assert_eq!(said(text), Some(Timeout(seconds)), "{text}");
        }
        for text in ["", "1", "S", "1s", "+1S", "123456789S", "1.5S", " 1S"] {
            assert_eq!(said(text), None, "{text}");
        }
    }

    #[test]
    fn it_is_over_when_its_time_is() {
        let timeout = said("3S").expect("it is a timeout");
        assert!(!timeout.is_over(2.9) && timeout.is_over(3.0) && timeout.is_over(2.9999));
    }
}
