//! Answers scrapes of one registry.

use std::future::{Future, ready};

use http::{HeaderName, HeaderValue, Request, Response, header};

use super::Body;
use crate::{catalog::global, exposition, registry::Registry};

/// Answers scrapes of one registry. Clones are the same handler.
#[derive(Clone, Debug)]
pub struct ScrapeHandler {
    registry: Registry,
}

impl ScrapeHandler {
    /// Answers scrapes of the [`global`](crate::global()) registry.
    pub fn new() -> Self {
        Self::of(global().clone())
    }

    /// Answers scrapes of this registry.
    pub const fn of(registry: Registry) -> Self {
        Self { registry }
    }

    /// The answer, for servers that have no executor: the calling thread waits for it.
    pub fn handle<B>(&self, request: &Request<B>) -> Response<Body> {
        let header = |name| request.headers().get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        let scrape = exposition::Request::new()
            .accept(header(header::ACCEPT))
            .accept_encoding(header(header::ACCEPT_ENCODING));
        let page = scrape.respond(&self.registry);
        let headers = page.headers();
        let mut response = Response::new(Body::from(page.body));
        for (name, value) in headers {
            response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        response
    }

    /// The same for any executor.
    pub fn respond<B>(&self, request: &Request<B>) -> impl Future<Output = Response<Body>> + Send + use<B> {
        ready(self.handle(request))
    }
}

impl Default for ScrapeHandler {
    fn default() -> Self {
        Self::new()
    }
}
