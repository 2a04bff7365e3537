//! What of a request or a response comes before its body.

use http::{Extensions, HeaderMap, Method, Request, Response, StatusCode, Uri, Version};

/// A request without its body: what [labels of one's own](super::MetricsLayer::label_from_request) are read from.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct RequestHead<'a> {
    /// The method.
    pub method: &'a Method,
    /// The address that was asked for.
    pub uri: &'a Uri,
    /// The version of HTTP.
    pub version: Version,
    /// The headers.
    pub headers: &'a HeaderMap,
    /// What was put there on the way.
    pub extensions: &'a Extensions,
}

/// A response without its body: what [labels of one's own](super::MetricsLayer::label_from_response) are read from.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ResponseHead<'a> {
    /// The status.
    pub status: StatusCode,
    /// The version of HTTP.
    pub version: Version,
    /// The headers.
    pub headers: &'a HeaderMap,
    /// What was put there on the way.
    pub extensions: &'a Extensions,
}

impl<'a> RequestHead<'a> {
    /// That of this request.
    pub fn of<B>(request: &'a Request<B>) -> Self {
        Self {
            method: request.method(),
            uri: request.uri(),
            version: request.version(),
            headers: request.headers(),
            extensions: request.extensions(),
        }
    }
}

impl<'a> ResponseHead<'a> {
    /// That of this response.
    pub fn of<B>(response: &'a Response<B>) -> Self {
        Self {
            status: response.status(),
            version: response.version(),
            headers: response.headers(),
            extensions: response.extensions(),
        }
    }
}
