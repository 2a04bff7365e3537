//! The requests of a server or a client, and the calls of gRPC, measured.
//!
//! | what is measured | by |
//! |---|---|
//! | the requests of everything that is built of `tower` services: axum, hyper | [`MetricsLayer`], as this page has it |
//! | those of other servers, such as actix-web | [`MetricsLayer::begin`] |
//! | the requests that a program sends | [`ClientLayer`], also for `reqwest` |
//! | calls of gRPC, of tonic and others | [`GrpcLayer`], [`GrpcClientLayer`] |
//!
//! With axum, and the feature of that name, the layer knows the routes:
//!
#![cfg_attr(feature = "axum", doc = "```")]
#![cfg_attr(not(feature = "axum"), doc = "```ignore")]
//! use axum::{Router, body::Body, routing::get};
//! use http::Request;
//! use tickmark::http::MetricsLayer;
//! use tower::ServiceExt;
//!
//! # tokio::runtime::Builder::new_current_thread().build().expect("it can be built").block_on(async {
//! let app = Router::new()
//!     .route("/orders/{id}", get(async || "ordered"))
//!     .layer(MetricsLayer::new());
//!
//! let request = Request::get("/orders/7").body(Body::empty()).expect("it is a request");
//! let response = app.oneshot(request).await.expect("it can't fail");
//! assert_eq!(response.status(), 200);
//! drop(response);
//!
//! let page = tickmark::encode();
//! assert!(page.contains(r#"http_requests_total{handler="/orders/{id}",method="GET",status="2xx"} 1"#));
//! # });
//! ```
//!
//! # What is counted
//!
//! | [quantity](Quantity) | [`Naming::Instrumentator`], the default | [`Naming::OpenTelemetry`] |
//! |---|---|---|
//! | `Requests` | `http_requests_total{handler,method,status}` | off |
//! | `Duration` | `http_request_duration_seconds{handler,method}` | `http_server_request_duration_seconds{…}` |
//! | `HighResolutionDuration` | `http_request_duration_highr_seconds` | off |
//! | `FirstByte` | off | off |
//! | `InProgress` | `http_requests_inprogress` | `http_server_active_requests{http_request_method,url_scheme}` |
//! | `RequestSize` | `http_request_size_bytes{handler}` | `http_server_request_body_size_bytes{…}` |
//! | `ResponseSize` | `http_response_size_bytes{handler}` | `http_server_response_body_size_bytes{…}` |
//! | `TotalSize` | off | off |
//!
//! `{…}` is `http_route`, `http_request_method`, `url_scheme`, `error_type`, `http_response_status_code` and `network_protocol_version`, as the
//! [conventions](https://opentelemetry.io/docs/specs/semconv/http/http-metrics/) 1.44 have them. Sizes are summaries in the one and histograms in the
//! other. [`with`](MetricsLayer::with) and [`without`](MetricsLayer::without) switch each on and off.
//!
//! # How a request ends
//!
//! Whatever becomes of it, it is counted once, and is under way no longer:
//!
//! | what happens | status | [`Dimension::Error`] |
//! |---|---|---|
//! | an answer | its own | the status from 500 on |
//! | the service fails | 500 | `error` |
//! | the handler panics, and nothing inside of the layer makes an answer of it | 500 | `panic` |
//! | the client goes before there is an answer, or the future is dropped | 499 | `cancelled` |
//! | the body of the answer fails or panics | what went out | `error`, `panic` |
//! | the client goes amid the body | what went out | none |
//!
//! 499 is nginx's number for it. `poll_ready` takes no request, so what fails there is none.
//!
//! A request is over when the last byte of its answer was taken; with [`Until::Headers`] its duration, but not its sizes, ends with the head.
//!
//! # Sizes
//!
//! They are the bytes of bodies that flowed, whatever `Content-Length` says: of a request those that the handler read, of an answer those that the server
//! took. Heads and trailers are no part of them. The answer to `HEAD` has none, nor have `204` and `304`. The duration of an answer that is streamed
//! ends when the stream does, or is dropped.
//!
//! # Upgrades
//!
//! A WebSocket, or whatever else a connection becomes, is a request until the connection is handed over: it ends with the status `101`, or with
//! `200` as an answer to `CONNECT` of HTTP/2, takes as long as it took to get there, is no longer under way then, and has no bytes. What the connection
//! does after is not HTTP any more; time it with [`timed`](macro@crate::timed) on the function that has it, and count what is open with
//! [`in_flight`](macro@crate::in_flight).
//!
//! # Routes
//!
//! Only the template of a route becomes a label, never a path: clients choose paths, and would choose how many series there are. It comes from
//!
//! 1. a [`Route`] among the extensions of the answer;
//! 2. a [`Route`] among those of the request;
//! 3. axum's [`MatchedPath`](https://docs.rs/axum/0.8/axum/extract/struct.MatchedPath.html), with the feature `axum`. Nested routers give the full
//!    template.
//!
//! Of what is mounted by `nest_service` axum tells nothing to a layer around it, so it counts as [unmatched](MetricsLayer::unmatched). Put the same
//! layer on a mounted app too, and it tells the outer one; a service that has no routes of its own gets one by hand:
//!
#![cfg_attr(feature = "axum", doc = "```")]
#![cfg_attr(not(feature = "axum"), doc = "```ignore")]
//! use axum::{Router, middleware::map_response, response::Response, routing::get};
//! use tickmark::http::{MetricsLayer, Route};
//!
//! async fn assets(mut response: Response) -> Response {
//!     response.extensions_mut().insert(Route::new("/assets/{*path}"));
//!     response
//! }
//!
//! let metrics = MetricsLayer::new();
//! let shop: Router = Router::new().route("/orders/{id}", get(async || "ordered"));
//! let files: Router = Router::new().fallback(async || "a file").layer(map_response(assets));
//!
//! let app: Router = Router::new()
//!     .nest_service("/shop", shop.layer(metrics.clone())) // handler="/shop/orders/{id}"
//!     .nest_service("/assets", files) // handler="/assets/{*path}"
//!     .layer(metrics);
//! ```
//!
//! A request that passes several layers with the same families is counted once, by the outermost; so is one that a handler sends to its own app
//! without a network between. What another task does, as behind `tower`'s `buffer`, is not seen to be inside: a layer there counts once more.
//! [Excluded](MetricsLayer::exclude) requests are not counted.
//!
//! # Labels
//!
//! All of them are bounded. Methods that HTTP does not know are one value; schemes and versions are few. Labels of one's own come from the
//! [request](MetricsLayer::label_from_request), the [answer](MetricsLayer::label_from_response) or the [handler](HandlerLabels), eight at most; they, and
//! routes, are open, so the [limit](MetricsLayer::limit) holds: past it, and for values longer than [`VALUE_LIMIT`](crate::VALUE_LIMIT), requests count in
//! series in which the open labels read [`OVERFLOW`](crate::OVERFLOW), and method and status keep their values.
//!
//! # Switching it off
//!
//! `ENABLE_METRICS=false`, or a [variable of one's own](MetricsLayer::only_if_env), when the first service is made: then there is nothing on the page, and a
//! request costs nothing but what it takes to ask whether there is a layer. `TICKMARK_ENABLED=false` and [`set_enabled`](crate::set_enabled) work at any
//! time, for one load a request; what was under way is counted, and comes to its end.
//!
//! # Exemplars
//!
//! With the features for [exemplars from spans](crate::Exemplar#from-spans), durations and counts lead to the span that is current when the request ends. Put the
//! layer that makes spans outside of this one, so that there is one.
//!
//! # In tests
//!
//! A layer that is put on a service in the scope of `testing::with_registry` counts in the registry of that scope, for as long as the service is there. Or give
//! it one: [`MetricsLayer::registry`].
//!
//! # What it costs
//!
//! For a route that has had a request, no lock and no allocation: all that tells a request apart is one row of values, which is hashed once and leads to the
//! series of every family. A request with a body takes an allocation to count it in, labels of one's own take
//! [some](MetricsLayer::label_from_request), and a request that is [counted by an outer layer](#routes) the one that tells its route.
//!
//! # Coming from prometheus-fastapi-instrumentator
//!
#![doc = include_str!("instrumentator.md")]

mod body;
mod books;
mod builder;
pub mod client;
mod ended;
mod exchange;
pub mod grpc;
mod handler;
mod head;
mod inside;
mod layer;
mod method;
mod mistake;
mod naming;
mod options;
mod own;
mod route;
mod server;
mod service;
mod setup;
mod status;

pub use body::{RequestBody, ResponseBody};
pub use client::ClientLayer;
pub use exchange::Exchange;
pub use grpc::{GrpcClientLayer, GrpcLayer, GrpcType};
pub use handler::{HandlerLabels, UnknownLabel};
pub use head::{RequestHead, ResponseHead};
pub use layer::MetricsLayer;
pub use naming::{Dimension, Naming, Quantity};
pub use options::{Unmatched, Until};
pub use route::Route;
pub use service::{Measured, ResponseFuture};
pub use status::StatusLabel;
