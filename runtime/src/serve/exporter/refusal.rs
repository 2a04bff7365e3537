//! Why a connection was closed, or a request not answered with what it asked for.

use crate::derive::LabelValue;

/// What is counted under the label `reason`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, LabelValue)]
#[label(name = "reason")]
pub(super) enum Refusal {
    /// The system had no descriptor or memory for another connection.
    Accept,
    /// The request has a body.
    Body,
    /// No credentials, or wrong ones.
    #[cfg(feature = "web-config")]
    Credentials,
    /// Closed in favour of a newer one: of all it had waited longest without having sent a request.
    Displaced,
    /// All connections were being answered.
    Full,
    /// The TLS handshake failed, be it for the client's certificate.
    #[cfg(feature = "tls")]
    Handshake,
    /// Longer than a head may be, or with more fields.
    Header,
    /// What came was not HTTP.
    Malformed,
    /// Not from a network that is allowed.
    Network,
    /// Our own mistake.
    Panic,
    /// There is nothing under this path.
    Path,
    /// More passwords were to be checked at once than are.
    #[cfg(feature = "web-config")]
    Queue,
    /// More requests than the rate limit allows.
    #[cfg(feature = "web-config")]
    Rate,
    /// The head of the request did not come in time.
    SlowRequest,
    /// The answer was not taken in time.
    SlowResponse,
    /// A longer target than there can be.
    Target,
}
