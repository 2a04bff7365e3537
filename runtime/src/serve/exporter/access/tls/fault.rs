//! Why there is no encryption.

use std::fmt;

/// What does not make a server, each in words that say what to write.
#[derive(Debug)]
pub(in super::super) enum Fault {
    Certificate(&'static str),
    Key(&'static str),
    ClientCa(&'static str),
    /// Of settings that leave nothing to agree on.
    Choice(rustls::Error),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Certificate(what) => write!(f, "the certificate {what}"),
            Self::Key(what) => write!(f, "the key {what}"),
            Self::ClientCa(what) => write!(f, "`client_ca` {what}"),
            Self::Choice(error) => write!(
                f,
                "these versions, cipher suites and curves leave nothing to agree on, {error}: leave some of them out"
            ),
        }
    }
}
