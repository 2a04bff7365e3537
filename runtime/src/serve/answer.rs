//! What a request is answered.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};

use super::{Body, Page};

/// What a request is answered.
#[derive(Debug)]
pub(super) enum Answer {
    Page(Page),
    /// The methods that there are.
    Methods,
    Refused(Refusal),
}

/// Why there is no page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The method is another.
    NoMethod,
    /// As many pages are rendered as may be at once.
    Full,
    /// The time is over.
    Late,
    /// The page can't be rendered.
    Broken,
    /// A part of the page is missing, of these collectors.
    Partial(Vec<String>),
}

const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, OPTIONS");
const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
/// In seconds.
const SOON: HeaderValue = HeaderValue::from_static("1");

impl Answer {
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::Page(_) => StatusCode::OK,
            Self::Methods => StatusCode::NO_CONTENT,
            Self::Refused(Refusal::NoMethod) => StatusCode::METHOD_NOT_ALLOWED,
            Self::Refused(Refusal::Full | Refusal::Late) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Refused(Refusal::Broken | Refusal::Partial(_)) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The response, for HEAD without its body.
    pub(super) fn into_response(self, is_head: bool) -> Response<Body> {
        let status = self.status();
        let mut headers = HeaderMap::with_capacity(5);
        let body = self.write(&mut headers);
        // RFC 9110 has it that a response without content says nothing of its length.
        if status != StatusCode::NO_CONTENT {
            headers.insert(header::CONTENT_LENGTH, body.len().into());
        }
        let mut response = Response::new(if is_head { Body::default() } else { Body::from(body) });
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        response
    }

    fn write(self, headers: &mut HeaderMap) -> Bytes {
        match self {
            Self::Page(page) => page.write(headers),
            Self::Methods => {
                headers.insert(header::ALLOW, METHODS);
                Bytes::new()
            }
            Self::Refused(refusal) => refusal.write(headers),
        }
    }
}

impl Refusal {
    fn write(self, headers: &mut HeaderMap) -> Bytes {
        headers.insert(header::CONTENT_TYPE, TEXT);
        match self {
            Self::NoMethod => _ = headers.insert(header::ALLOW, METHODS),
            Self::Full | Self::Late => _ = headers.insert(header::RETRY_AFTER, SOON),
            Self::Broken | Self::Partial(_) => {}
        }
        self.text()
    }

    fn text(self) -> Bytes {
        Bytes::from_static(match self {
            Self::NoMethod => b"the page is there for GET, HEAD and OPTIONS\n",
            Self::Full => b"too many pages are being written at once: ask again\n",
            Self::Late => b"the page was not written in time: ask again, or allow it more time\n",
            Self::Broken => b"the page could not be written\n",
            Self::Partial(collectors) => {
                return format!("a part of the page is missing, of {}\n", collectors.join(", ")).into();
            }
        })
    }
}

impl Page {
    fn write(self, headers: &mut HeaderMap) -> Bytes {
        for (name, value) in self.headers() {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        self.body
    }
}
