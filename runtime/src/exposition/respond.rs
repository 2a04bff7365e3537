//! The answer to a scrape.

use super::{Request, here};
use crate::registry::Registry;

/// The answer to a scrape, with what has to be said of it in headers.
///
/// Servers that stand between have to be told that other requests get other answers: [`headers`](Self::headers) has `Vary` for that.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Response {
    /// The header `Content-Type`; Prometheus 3 refuses an answer without it.
    pub content_type: &'static str,
    /// The header `Content-Encoding`, which is there only where the body is compressed.
    pub content_encoding: Option<&'static str>,
    /// The page.
    pub body: Vec<u8>,
}

impl Response {
    pub(super) const fn new(request: &Request, body: Vec<u8>) -> Self {
        Self { content_type: request.content_type(), content_encoding: request.content_encoding(), body }
    }

    /// The names and values of all headers that belong to it.
    ///
    /// ```
    /// let response = tickmark::respond("text/plain", None);
    /// let headers: Vec<_> = response.headers().collect();
    /// assert_eq!(
    ///     headers,
    ///     [
    ///         ("content-type", "text/plain; version=0.0.4; charset=utf-8"),
    ///         ("vary", "accept, accept-encoding"),
    ///     ]
    /// );
    /// ```
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        headers(self.content_type, self.content_encoding)
    }
}

impl Request {
    /// The names and values of all headers that belong to the answer, for whoever [`write`](Self::write)s its body.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        headers(self.content_type(), self.content_encoding())
    }
}

fn headers(
    content_type: &'static str,
    content_encoding: Option<&'static str>,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    let encoding = content_encoding.map(|encoding| ("content-encoding", encoding));
    [("content-type", content_type), ("vary", "accept, accept-encoding")].into_iter().chain(encoding)
}

/// The answer to a scrape of the [`global`](crate::global) registry with these headers, `Accept` and `Accept-Encoding`.
///
/// Which format they get, [`Request::accept`] says; a [`Request`] can also ask for some families only, or for another registry, or be
/// written as it comes into being.
///
/// ```
/// let curl = tickmark::respond("*/*", None);
/// assert_eq!(curl.content_type, tickmark::CONTENT_TYPE);
/// assert_eq!(curl.content_encoding, None);
/// ```
pub fn respond<'a>(
    accept: impl Into<Option<&'a str>>,
    accept_encoding: impl Into<Option<&'a str>>,
) -> Response {
    here().respond(accept, accept_encoding)
}

impl Registry {
    /// The answer to a scrape with these headers, `Accept` and `Accept-Encoding`; [`respond`] is the same for the global registry.
    pub fn respond<'a>(
        &self,
        accept: impl Into<Option<&'a str>>,
        accept_encoding: impl Into<Option<&'a str>>,
    ) -> Response {
        Request::new().accept(accept).accept_encoding(accept_encoding).respond(self)
    }
}
