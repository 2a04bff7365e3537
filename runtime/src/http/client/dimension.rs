//! What tells the series of outgoing requests apart.

/// What tells the series of outgoing requests apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dimension {
    /// The host, as the [list](super::ClientLayer::host) has it; `other` where it does not.
    Host,
    /// The port, where the list names it and the naming has a label for it.
    Port,
    /// The method; one that HTTP does not know is `other`, or `_OTHER` for OpenTelemetry.
    Method,
    /// The status, as [`StatusLabel`](crate::http::StatusLabel) has it; no label where there was no response.
    Status,
    /// The [`Route`](crate::http::Route) among the extensions of the request; no label where there is none.
    Route,
    /// `http` or `https`.
    Scheme,
    /// The version of HTTP in which the response came: `1.1`, `2`.
    Version,
    /// Why there was no whole response: `error`, `cancelled` or `panic`, and with `reqwest` also `timeout`, `connect`, `redirect`, `request`,
    /// `body`, `decode` and `middleware`. For OpenTelemetry also the status of a response that says that the request failed, 4xx or 5xx.
    Error,
}

/// How many values a row has.
pub(super) const DIMENSIONS: usize = 8;

/// All that [`Dimension::Error`] can be without a response. The empty one is no label.
pub(super) const ERRORS: [&str; 11] = [
    "",
    "body",
    "cancelled",
    "connect",
    "decode",
    "error",
    "middleware",
    "panic",
    "redirect",
    "request",
    "timeout",
];

impl Dimension {
    /// Which value of a row it is.
    pub(super) const fn column(self) -> usize {
        self as usize
    }
}
