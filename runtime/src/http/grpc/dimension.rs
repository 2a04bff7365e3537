//! What is measured of calls, and what tells them apart.

use crate::kind::Kind;

/// What can be measured of calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Quantity {
    /// How many began.
    Started,
    /// How many ended, and with which code.
    Handled,
    /// How long they took, in seconds.
    Duration,
    /// How many messages were received: those of requests at a server, those of responses at a client.
    Received,
    /// How many messages were sent: those of responses at a server, those of requests at a client.
    Sent,
}

/// What tells the series of calls apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dimension {
    /// The [`GrpcType`](super::GrpcType), as it was declared.
    Type,
    /// The service with its package: `shop.v1.Orders`.
    Service,
    /// The method: `Place`.
    Method,
    /// The code with which the call ended, as Go spells it: `OK`, `NotFound`.
    Code,
}

impl Quantity {
    pub(super) const fn kind(self) -> Kind {
        match self {
            Self::Duration => Kind::Histogram,
            _ => Kind::Counter,
        }
    }
}

/// How many values a row has.
pub(super) const DIMENSIONS: usize = 4;

impl Dimension {
    /// Which value of a row it is.
    pub(super) const fn column(self) -> usize {
        self as usize
    }
}
