//! What an exporter gives each client, and no more.

use std::time::Duration;

/// Bytes of the head of a request, its first line included.
pub(super) const MOST_HEADER_BYTES: usize = 16 << 10;

/// Fields of the head of a request.
pub(super) const MOST_HEADERS: usize = 64;

/// Bytes of the target of a request, which may name many families.
pub(super) const LONGEST_TARGET: usize = 4 << 10;

/// What a program may set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) connections: usize,
    /// From the first byte of a request, or from the beginning of a connection, to the end of the head.
    pub(super) header: Duration,
    /// From the end of the head until the client has taken the answer.
    pub(super) response: Duration,
    /// From one answer to the next request.
    pub(super) idle: Duration,
    /// How long a shutdown waits for answers that are under way.
    pub(super) grace: Duration,
}

/// What is as good as for ever, and can be added to any time.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);

impl Limits {
    pub(super) const DEFAULT: Self = Self {
        connections: 128,
        header: Duration::from_secs(10),
        response: Duration::from_secs(60),
        idle: Duration::from_secs(180),
        grace: Duration::from_secs(5),
    };

    /// The same with no time that is too long to be calculated with.
    pub(super) fn bounded(self) -> Self {
        Self {
            header: self.header.min(LONGEST),
            response: self.response.min(LONGEST),
            idle: self.idle.min(LONGEST),
            grace: self.grace.min(LONGEST),
            ..self
        }
    }
}
