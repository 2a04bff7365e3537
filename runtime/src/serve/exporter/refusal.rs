//! Why a connection was closed, or a request not answered with what it asked for.

/// What is counted under the label `reason`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

impl Refusal {
    /// All of them, in the order of their label values.
    pub(super) const ALL: &[Self] = &[
        Self::Accept,
        Self::Body,
        #[cfg(feature = "web-config")]
        Self::Credentials,
        Self::Displaced,
        Self::Full,
        #[cfg(feature = "tls")]
        Self::Handshake,
        Self::Header,
        Self::Malformed,
        Self::Network,
        Self::Panic,
        Self::Path,
        #[cfg(feature = "web-config")]
        Self::Queue,
        #[cfg(feature = "web-config")]
        Self::Rate,
        Self::SlowRequest,
        Self::SlowResponse,
        Self::Target,
    ];

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Body => "body",
            #[cfg(feature = "web-config")]
            Self::Credentials => "credentials",
            Self::Displaced => "displaced",
            Self::Full => "full",
            #[cfg(feature = "tls")]
            Self::Handshake => "handshake",
            Self::Header => "header",
            Self::Malformed => "malformed",
            Self::Network => "network",
            Self::Panic => "panic",
            Self::Path => "path",
            #[cfg(feature = "web-config")]
            Self::Queue => "queue",
            #[cfg(feature = "web-config")]
            Self::Rate => "rate",
            Self::SlowRequest => "slow_request",
            Self::SlowResponse => "slow_response",
            Self::Target => "target",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Refusal;

    #[test]
    fn reasons_stand_where_their_number_says_and_in_order() {
        let words: Vec<_> = Refusal::ALL.iter().map(|refusal| refusal.as_str()).collect();
        assert!(words.is_sorted(), "{words:?}");
        for (at, refusal) in Refusal::ALL.iter().enumerate() {
            assert_eq!(*refusal as usize, at);
        }
    }
}
