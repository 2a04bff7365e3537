//! How a request has ended.

use std::borrow::Cow;

use http::{StatusCode, Version};

use super::method::Numbered;

/// What is known of a request when it has ended.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ended<'a> {
    pub(super) method: Numbered,
    pub(super) status: StatusCode,
    pub(super) route: &'a str,
    pub(super) is_https: bool,
    pub(super) version: Version,
    pub(super) ending: Ending,
    pub(super) own: &'a [Cow<'static, str>],
}

/// How a response came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    Answered,
    Failed,
    Panicked,
    Cancelled,
}

impl Ending {
    /// What stands for the error that a request ended with.
    #[inline]
    pub(super) fn number(self, status: StatusCode) -> u16 {
        match self {
            Self::Answered if status.is_server_error() => status.as_u16(),
            Self::Answered => 0,
            Self::Failed => 1,
            Self::Panicked => 2,
            Self::Cancelled => 3,
        }
    }
}

impl Ended<'_> {
    /// What is said of the request where there was no good answer.
    pub(super) fn error(&self) -> &str {
        match self.ending {
            Ending::Answered if self.status.is_server_error() => self.status.as_str(),
            Ending::Answered => "",
            Ending::Failed => "error",
            Ending::Panicked => "panic",
            Ending::Cancelled => "cancelled",
        }
    }
}

/// A number and the value of a label.
#[inline]
pub(super) fn version(version: Version) -> (u8, &'static str) {
    match version {
        Version::HTTP_09 => (0, "0.9"),
        Version::HTTP_10 => (1, "1.0"),
        Version::HTTP_2 => (3, "2"),
        Version::HTTP_3 => (4, "3"),
        _ => (2, "1.1"),
    }
}
