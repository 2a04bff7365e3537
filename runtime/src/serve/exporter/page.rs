//! What is under which path.

use http::{Method, Request, Response, StatusCode, header, request::Parts};

use super::refusal::Refusal;
use crate::{
    exposition::Format,
    serve::{Body, ScrapeHandler},
};

const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// The pages of an exporter.
pub(super) struct Pages {
    handler: ScrapeHandler,
    path: String,
    json_handler: ScrapeHandler,
    json_path: String,
    index: String,
}

impl Pages {
    /// Scrapes are answered under this path, and in JSON beside it.
    pub(super) fn new(handler: ScrapeHandler, path: String) -> Self {
        let json_path = [path.trim_end_matches('/'), ".json"].concat();
        let index = format!(
            "<!doctype html>\n<html lang=\"en\">\n<title>Metrics</title>\n<p><a href=\"{path}\">{path}</a>, <a href=\"{json_path}\">{json_path}</a></p>\n</html>\n"
        );
        let json_handler = handler.clone().format(Format::Json);
        Self { handler, path, json_handler, json_path, index }
    }

    /// The answer to a request, which has no body.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub(super) async fn answer(&self, request: Parts) -> Result<Response<Body>, Refusal> {
        match request.uri.path() {
            path if path == self.path => Ok(self.handler.respond(&Request::from_parts(request, ())).await),
            path if path == self.json_path => {
                Ok(self.json_handler.respond(&Request::from_parts(request, ())).await)
            }
            "/" => Ok(fixed(&request.method, HTML, self.index.clone())),
            "/-/healthy" => Ok(fixed(&request.method, TEXT, "healthy\n".to_owned())),
            _ => Err(Refusal::Path),
        }
    }
}

/// A page that is always the same, for who only asks.
fn fixed(method: &Method, kind: &'static str, text: String) -> Response<Body> {
    if method == Method::GET || method == Method::HEAD {
        return with_header(Response::new(Body::from(text)), header::CONTENT_TYPE, kind);
    }
    with_header(plain(StatusCode::METHOD_NOT_ALLOWED), header::ALLOW, "GET, HEAD")
}

/// An answer that says no more than its status.
pub(super) fn plain(status: StatusCode) -> Response<Body> {
    let reason = status.canonical_reason().unwrap_or_default();
    let mut response = Response::new(Body::from(format!("{reason}\n")));
    *response.status_mut() = status;
    with_header(response, header::CONTENT_TYPE, TEXT)
}

pub(super) fn with_header(
    mut response: Response<Body>,
    name: header::HeaderName,
    value: &'static str,
) -> Response<Body> {
    response.headers_mut().insert(name, header::HeaderValue::from_static(value));
    response
}
