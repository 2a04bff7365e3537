//! Methods as values of a label.

use http::Method;

/// Which of a list of methods a request has; the last one stands for all that HTTP does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numbered(u8);

/// The methods that are told apart: those of [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-9) and `PATCH`, as
/// OpenTelemetry's conventions have them. Anybody can send any other, so those are one.
pub(super) const fn names(other: &'static str) -> [&'static str; 10] {
    ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", other]
}

impl Numbered {
    #[inline]
    pub(super) fn of(method: &Method) -> Self {
        Self(match *method {
            Method::GET => 0,
            Method::HEAD => 1,
            Method::POST => 2,
            Method::PUT => 3,
            Method::DELETE => 4,
            Method::CONNECT => 5,
            Method::OPTIONS => 6,
            Method::TRACE => 7,
            Method::PATCH => 8,
            _ => 9,
        })
    }

    #[inline]
    pub(super) const fn number(self) -> u8 {
        self.0
    }

    #[inline]
    pub(super) fn among(self, names: &'static [&'static str; 10]) -> &'static str {
        names[usize::from(self.0)]
    }
}
