//! The status of a response as the value of a label.

use http::StatusCode;

/// How the status of a response becomes the value of a label: [`Class`](Self::Class) in
/// [`Naming::Instrumentator`](super::Naming::Instrumentator), [`Code`](Self::Code) in [`Naming::OpenTelemetry`](super::Naming::OpenTelemetry).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StatusLabel {
    /// `1xx` to `5xx`: five series instead of some sixty.
    Class,
    /// `200`, `404`.
    Code,
    /// No label.
    None,
}

/// All that [`StatusLabel::Class`] can be.
pub(super) const CLASSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];

/// All that [`StatusLabel::Code`] can be: those that the crate `http` takes.
pub(super) static CODES: [&str; 900] = {
    let (mut codes, mut at) = ([""; 900], 0);
    while at < codes.len() {
        if let Ok(code) = str::from_utf8(&DIGITS[at]) {
            codes[at] = code;
        }
        at += 1;
    }
    codes
};

static DIGITS: [[u8; 3]; 900] = {
    let (mut digits, mut at) = ([[b'0'; 3]; 900], 0);
    while at < digits.len() {
        let code = at + 100;
        digits[at] = [digit(code / 100), digit(code / 10), digit(code)];
        at += 1;
    }
    digits
};

#[allow(clippy::cast_possible_truncation, reason = "it is one digit")]
const fn digit(number: usize) -> u8 {
    b'0' + (number % 10) as u8
}

impl StatusLabel {
    /// The value; what is no class of HTTP's, as 600 would be, counts as an error of the server.
    #[inline]
    pub(super) fn value(self, status: &StatusCode) -> &str {
        match self {
            Self::Class => CLASSES[usize::from(class(*status)) - 1],
            Self::Code => status.as_str(),
            Self::None => "",
        }
    }

    /// What stands for the value.
    #[inline]
    pub(super) fn number(self, status: StatusCode) -> u16 {
        match self {
            Self::Class => class(status),
            Self::Code => status.as_u16(),
            Self::None => 0,
        }
    }
}

/// From 1 to 5.
#[inline]
fn class(status: StatusCode) -> u16 {
    (status.as_u16() / 100).clamp(1, 5)
}

/// What stands for a client that went away before it had its answer, as in nginx.
pub(super) fn client_closed_request() -> StatusCode {
    StatusCode::from_u16(499).unwrap_or(StatusCode::BAD_REQUEST)
}
