//! The requests that a program sends, measured, against a server on loopback.

mod hostile;
mod middleware;
mod naming;
mod service;

use std::{convert::Infallible, future::pending, net::SocketAddr, time::Duration};

use axum::{
    Router,
    body::Body,
    http::{StatusCode, header},
    routing::{get, post},
};
use bytes::Bytes;
use tickmark::Registry;

use crate::page::Page;

/// A server with an answer of each kind; it lives as long as the runtime of the test.
async fn serve() -> SocketAddr {
    let router = Router::new()
        .route("/hello", get(async || "hello"))
        .route("/echo", post(async |body: Bytes| body))
        .route("/broken", get(async || StatusCode::INTERNAL_SERVER_ERROR))
        .route("/never", get(pending::<StatusCode>))
        .route("/moved", get(async || (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, "/hello")])))
        .route("/round", get(async || (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, "/round")])))
        .route("/stalled", get(async || Body::new(Stalled(false))));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("there is a port");
    let address = listener.local_addr().expect("it is bound");
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// A body that begins and never ends.
struct Stalled(bool);

impl http_body::Body for Stalled {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, Infallible>>> {
        if std::mem::replace(&mut self.0, true) {
            return std::task::Poll::Pending;
        }
        let frame = http_body::Frame::data(Bytes::from_static(b"it begins"));
        std::task::Poll::Ready(Some(Ok(frame)))
    }
}

/// Requests that ended, by these labels.
#[track_caller]
fn requests(registry: &Registry, labels: &[(&str, &str)]) -> Option<u64> {
    Page::of(registry).count("http_client_requests_total", labels)
}

/// Requests that are under way, whatever they are.
#[track_caller]
fn in_progress(registry: &Registry) -> f64 {
    let page = Page::of(registry);
    let family = page.family("http_client_requests_inprogress").expect("it is measured");
    family.samples.iter().map(|sample| sample.value).sum()
}

/// A test that waits for what never comes.
const SHORT: Duration = Duration::from_millis(50);
