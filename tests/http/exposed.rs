//! The rows of the instrumentator's table that are about its page.

use ::http::Request;
use axum::{Router, body::Body, routing};
use tickmark::serve::ScrapeHandler;

use super::{ask_with, get, instrumentator::TABLE, layer};

/// A router that serves its own page.
fn exposed() -> Router {
    let (registry, metrics) = layer();
    let handler = ScrapeHandler::of(registry);
    let scrape = move |request: Request<Body>| {
        let handler = handler.clone();
        async move { handler.handle(&request).map(|body| Body::from(body.into_bytes())) }
    };
    Router::new().route("/internal/metrics", routing::get(scrape)).layer(metrics)
}

#[tokio::test]
async fn option_endpoint() {
    let app = exposed();
    get(&app, "/internal/metrics").await;
    let (status, page) = get(&app, "/internal/metrics").await;
    let counted = r#"http_requests_total{handler="/internal/metrics",method="GET",status="2xx"} 1"#;
    assert!(status == 200 && page.lines().any(|line| line == counted), "{page}");
}

#[tokio::test]
async fn option_should_gzip() {
    let request = |encoding| {
        let request = Request::get("/internal/metrics").header("accept-encoding", encoding);
        request.body(Body::empty()).expect("it is a request")
    };
    let app = exposed();
    assert_eq!(ask_with(&app, request("gzip")).await.headers()["content-encoding"], "gzip");
    assert!(!ask_with(&app, request("identity")).await.headers().contains_key("content-encoding"));
}

#[tokio::test]
async fn option_include_in_schema() {
    assert!(TABLE.contains("| `include_in_schema` | `True` | not to be had"));
}

#[tokio::test]
async fn option_tags() {
    assert!(TABLE.contains("| `tags` | `None` | the same |"));
}
