//! Routes of axum that answer scrapes.

use std::borrow::Cow;

use axum::Router;

use super::{ScrapeHandler, global_handler};
use crate::exposition::Format;

/// The page of the [`global`](crate::global()) registry for axum: `/metrics` in the format that is asked for, and `/metrics.json`.
///
/// ```
/// use axum::{Router, routing::get};
///
/// let app: Router = Router::new().route("/", get(|| async { "hello" })).merge(tickmark::serve::router());
/// ```
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    routes().into()
}

/// The same with a choice of paths.
///
/// A service whose own API has a `/metrics` keeps it, and has the page elsewhere:
///
/// ```
/// use axum::{Router, routing::get};
/// use tickmark::serve;
///
/// let app: Router = Router::new()
///     .route("/metrics", get(|| async { r#"{"orders":3}"# }))
///     .merge(serve::routes().page("/prometheus/metrics").without_json());
/// ```
pub fn routes() -> Routes {
    global_handler().routes()
}

impl ScrapeHandler {
    /// Its page for axum, at `/metrics` in the format that is asked for, and at `/metrics.json`.
    ///
    /// ```
    /// use axum::Router;
    /// use tickmark::{Registry, serve::ScrapeHandler};
    ///
    /// let app: Router = ScrapeHandler::of(Registry::new()).max_in_flight(2).router();
    /// ```
    pub fn router<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        self.routes().into()
    }

    /// The same with a choice of paths.
    pub fn routes(&self) -> Routes {
        Routes { handler: self.clone(), page: PAGE, json: Some(JSON) }
    }
}

const PAGE: Cow<'static, str> = Cow::Borrowed("/metrics");
const JSON: Cow<'static, str> = Cow::Borrowed("/metrics.json");

/// The paths at which a handler answers, to be [merged](Router::merge) into a router, or turned into one with `into`.
///
/// # Panics
///
/// Paths are what [`Router::route`] takes, and two of them must differ: it panics otherwise.
#[derive(Clone, Debug)]
#[must_use]
pub struct Routes {
    handler: ScrapeHandler,
    page: Cow<'static, str>,
    json: Option<Cow<'static, str>>,
}

impl Routes {
    /// The page in the format that is asked for is here; without it is `/metrics`.
    pub fn page(mut self, path: impl Into<Cow<'static, str>>) -> Self {
        self.page = path.into();
        self
    }

    /// The page in JSON is here, whatever is asked for; without it is `/metrics.json`.
    pub fn json(mut self, path: impl Into<Cow<'static, str>>) -> Self {
        self.json = Some(path.into());
        self
    }

    /// No page that is always JSON; who asks for it with `Accept: application/json` gets it even so.
    pub fn without_json(mut self) -> Self {
        self.json = None;
        self
    }
}

impl<S: Clone + Send + Sync + 'static> From<Routes> for Router<S> {
    fn from(Routes { handler, page, json }: Routes) -> Self {
        let with_page = Self::new().route_service(&page, handler.clone());
        match json {
            Some(json) => with_page.route_service(&json, handler.format(Format::Json)),
            None => with_page,
        }
    }
}
