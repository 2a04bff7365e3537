//! How long a caller waits.

use std::time::Duration;

use http::HeaderMap;

/// The caller has begun a little earlier, and keeps the time as well: what it gives up at the end of it is given up a little too early here,
/// by how much longer the request took than the news. So much is let pass, but no more than a tenth of the time.
const SLACK: Duration = Duration::from_millis(10);

/// How long the caller waits for the end of a call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Timeout(Duration);

impl Timeout {
    /// What the header `grpc-timeout` says: at most eight digits and a unit, by the
    /// [protocol](https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#requests).
    pub(super) fn among(headers: &HeaderMap) -> Option<Self> {
        let text = headers.get("grpc-timeout")?.to_str().ok()?;
        let (digits, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
        let is_number = (1..=8).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        let one = match unit {
            "H" => Duration::from_secs(3_600),
            "M" => Duration::from_secs(60),
            "S" => Duration::from_secs(1),
            "m" => Duration::from_millis(1),
            "u" => Duration::from_micros(1),
            "n" => Duration::from_nanos(1),
            _ => return None,
        };
        let number: u32 = digits.parse().ok().filter(|_| is_number)?;
        Some(Self(one * number))
    }

    /// Whether so many seconds are all that the caller waits.
    pub(super) fn is_over(self, seconds: f64) -> bool {
        seconds >= self.0.saturating_sub(SLACK.min(self.0 / 10)).as_secs_f64()
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::{Duration, Timeout};

    fn said(text: &'static str) -> Option<Timeout> {
        let mut headers = HeaderMap::new();
        headers.insert("grpc-timeout", HeaderValue::from_static(text));
        Timeout::among(&headers)
    }

    #[test]
    fn a_timeout_is_a_number_and_a_unit() {
        for (text, expected) in [
            ("1H", Duration::from_secs(3_600)),
            ("2M", Duration::from_secs(120)),
            ("3S", Duration::from_secs(3)),
            ("250m", Duration::from_millis(250)),
            ("5u", Duration::from_micros(5)),
            ("99999999n", Duration::from_nanos(99_999_999)),
        ] {
            assert_eq!(said(text), Some(Timeout(expected)), "{text}");
        }
        assert!(said("99999999H").is_some());
        for text in ["", "1", "S", "1s", "+1S", "123456789S", "1.5S", " 1S"] {
            assert_eq!(said(text), None, "{text}");
        }
    }

    #[test]
    fn it_is_over_when_its_time_is() {
        let timeout = said("3S").expect("it is a timeout");
        assert!(!timeout.is_over(2.9) && timeout.is_over(2.995) && timeout.is_over(3.0));
        let short = said("10m").expect("it is a timeout");
        assert!(!short.is_over(0.0085) && short.is_over(0.0095));
    }
}
