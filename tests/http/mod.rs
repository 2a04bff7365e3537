//! Servers whose requests are measured.

mod endings;
mod exposed;
mod floods;
mod instrumentator;
mod labels;
mod naming;
mod network;
mod routes;
mod sizes;
mod switch;
mod told;
mod upgrades;

use std::net::SocketAddr;

use ::http::{Request, Response};
use axum::{Router, body::Body};
use http_body_util::BodyExt;
use tickmark::{Registry, http::MetricsLayer};
use tower::ServiceExt;

/// A layer with a registry of its own.
fn layer() -> (Registry, MetricsLayer) {
    let registry = Registry::new();
    let layer = MetricsLayer::new().registry(registry.clone());
    (registry, layer)
}

/// The answer to a request, whose body nobody has read.
async fn ask(app: &Router, method: &str, path: &str) -> Response<Body> {
    ask_with(app, Request::builder().method(method).uri(path).body(Body::empty()).expect("it is a request"))
        .await
}

async fn ask_with(app: &Router, request: Request<Body>) -> Response<Body> {
    app.clone().oneshot(request).await.expect("it can't fail")
}

/// The answer to a request, read to its end.
async fn get(app: &Router, path: &str) -> (u16, String) {
    read(ask(app, "GET", path).await).await
}

async fn read(response: Response<Body>) -> (u16, String) {
    let status = response.status().as_u16();
    let body = response.into_body().collect().await.map(|body| body.to_bytes().to_vec());
    (status, String::from_utf8(body.unwrap_or_default()).expect("it is text"))
}

/// The samples whose lines begin so, without that.
fn lines(registry: &Registry, prefix: &str) -> Vec<String> {
    let page = crate::page::Page::of(registry);
    drop(page);
    let page = registry.encode();
    page.lines().filter_map(|line| line.strip_prefix(prefix)).map(str::to_owned).collect()
}

/// A server on a port of its own, as long as the test runs.
async fn serve(app: Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("there is a port");
    let address = listener.local_addr().expect("it has one");
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

/// Waits until the page has this line.
async fn until(registry: &Registry, line: &str) {
    for _ in 0..2_000 {
        if registry.encode().lines().any(|found| found == line) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    panic!("no `{line}` in\n{}", registry.encode());
}
