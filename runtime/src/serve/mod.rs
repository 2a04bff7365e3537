//! The answer to a scrape, whatever serves it.
//!
//! With axum, and the feature of that name, it is one line:
//!
//! ```
//! # #[cfg(feature = "axum")]
//! # {
//! use axum::{Router, routing::get};
//!
//! let app: Router = Router::new().route("/", get(|| async { "hello" })).merge(tickmark::serve::router());
//! # }
//! ```
//!
//! For every other server there is a function from requests of the crate `http` to responses, which waits, and a
//! [future](ScrapeHandler::respond) for any executor; with the feature `http`, [`ScrapeHandler`] is also a service of `tower`.
//!
//! ```
//! use http::Request;
//!
//! let request = Request::get("/metrics").header("accept", "text/plain").body(()).expect("it is a request");
//! let response = tickmark::serve::handle(&request);
//!
//! assert_eq!(response.headers()["content-type"], tickmark::CONTENT_TYPE);
//! let page = response.into_body().into_bytes();
//! assert!(page.starts_with(b"# HELP "));
//! ```
//!
//! # What is answered
//!
//! | request | answer |
//! |---|---|
//! | `GET` | the page, in the format of `Accept` and the compression of `Accept-Encoding`, as [`exposition::Request`] has it |
//! | `GET` with `?name[]=…` | these [families](exposition::names_from_query) alone |
//! | `HEAD` | the same headers without the page |
//! | `OPTIONS` | 204 and `Allow` |
//! | another method | 405 and `Allow` |
//! | while too many pages are [rendered](ScrapeHandler::max_in_flight) | 503 and `Retry-After` |
//! | for which there is no more time | 503 and `Retry-After` |
//! | for a page of which a part is missing | the rest, or 500: [`OnFailure`] |
//!
//! A body is not read, and a header that can't be read is as good as none. An answer that is no page is a line of plain text.
//!
//! # Time
//!
//! Prometheus says in `X-Prometheus-Scrape-Timeout-Seconds` how long it waits. The answer is there a bit before that, by a tenth and half a second at
//! most: the page, or why there is none, also where a collector hangs. Without the header it is [`timeout`](ScrapeHandler::timeout).
//!
//! Pages are rendered on threads of the handler, of which there are never more than pages that may be rendered at once; they start when they are
//! needed and end when they are idle for a minute. Where the system has no thread left, the caller renders the page, without a limit of time.
//!
//! # Scrapes that come at once
//!
//! Who asks for a page that is being rendered already, in the same format, compression and choice of families, gets that one, as in
//! [promhttp](https://pkg.go.dev/github.com/prometheus/client_golang/prometheus/promhttp#HandlerOpts) with `CoalesceGather`: collectors are asked once, and
//! the page is in memory once. It may have been begun before it was asked for, by the time that rendering takes at most; nobody gets a page that was
//! done before, and nobody joins a rendering that takes longer than it was given.
//!
//! # What it says of itself
//!
//! On the page that is scraped, all at zero from the start, and shared by all handlers of a registry:
//!
//! | name | what it is |
//! |---|---|
//! | `tickmark_scrape_coalesced_total` | requests that joined a rendering which was under way |
//! | `tickmark_scrape_duration_seconds` | how long it takes to render a page |
//! | `tickmark_scrape_page_bytes` | size of the page that was rendered last, as it is sent |
//! | `tickmark_scrape_requests_in_flight` | requests that are not answered yet, that of the scrape itself among them |
//! | `tickmark_scrape_requests_total` | requests by `code`, the status of the answer: `200`, `204`, `405`, `500` or `503` |
//! | `tickmark_scrape_timeouts_total` | requests that were not answered in time |
//!
//! A [configuration](crate::Config) names, labels and leaves them out as it does all families.

mod alarm;
mod answer;
mod asked;
mod body;
#[cfg(feature = "exporter")]
pub mod exporter;
mod future;
mod handler;
mod metric;
mod options;
mod pool;
mod renderer;
mod rendering;
#[cfg(feature = "axum")]
mod router;
#[cfg(feature = "http")]
mod service;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use alarm::Alarms;
use answer::{Answer, Refusal};
use asked::{Asked, Verb};
pub use body::Body;
#[cfg(feature = "exporter")]
pub use exporter::Exporter;
pub use future::ResponseFuture;
pub use handler::ScrapeHandler;
use http::{Request, Response};
use metric::{InFlight, ScrapeMetrics};
pub use options::OnFailure;
use options::Options;
use pool::{Full, Pool};
use renderer::Renderer;
use rendering::{Page, Rendered, Rendering};
#[cfg(feature = "axum")]
pub use router::{Routes, router, routes};
#[cfg(feature = "http")]
pub use service::ServiceFuture;

#[cfg(doc)]
use crate::exposition;
#[cfg(feature = "testing")]
use crate::registry::current;

/// The answer to a scrape of the [`global`](crate::global()) registry; the calling thread waits for it.
///
/// In the scope of a test's registry, with the feature `testing`, it is the page of that one: see `testing::with_registry`.
///
/// ```
/// use http::{Request, StatusCode};
///
/// let request = Request::post("/metrics").body("a page").expect("it is a request");
/// let response = tickmark::serve::handle(&request);
/// assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
/// assert_eq!(response.headers()["allow"], "GET, HEAD, OPTIONS");
/// ```
pub fn handle<B>(request: &Request<B>) -> Response<Body> {
    #[cfg(feature = "testing")]
    if let Some(registry) = current() {
        return ScrapeHandler::of(registry).handle(request);
    }
    global_handler().handle(request)
}

/// The one of [`handle`] and the router.
fn global_handler() -> &'static ScrapeHandler {
    static HANDLER: OnceLock<ScrapeHandler> = OnceLock::new();
    HANDLER.get_or_init(ScrapeHandler::new)
}
