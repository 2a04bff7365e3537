//! Calls of paths that nobody serves.

use std::convert::Infallible;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Empty;
use tickmark::{
    Registry,
    http::{GrpcLayer, grpc::RequestBody},
};
use tower::{Layer, Service, service_fn};

use super::count;

/// Calls that many paths, and is answered with a code; how many lines the page has after the first and after the last.
async fn flood(layer: GrpcLayer, registry: &Registry, code: &'static str, paths: usize) -> (usize, usize) {
    let answer = move |_: Request<RequestBody<Empty<Bytes>>>| async move {
        let response = Response::builder().header("grpc-status", code).body(Empty::<Bytes>::new());
        Ok::<_, Infallible>(response.expect("it is a response"))
    };
    let mut service = layer.registry(registry.clone()).layer(service_fn(answer));
    let mut lines = 0;
    for number in 0..paths {
        let request = Request::post(format!("/shop.v1.Orders{number}/Place{number}"))
            .header("content-type", "application/grpc")
            .body(Empty::new());
        service.call(request.expect("it is a request")).await.expect("there is a response");
        lines = if number == 0 { registry.encode().lines().count() } else { lines };
    }
    (lines, registry.encode().lines().count())
}

#[tokio::test]
async fn ten_thousand_paths_that_nobody_serves_add_no_series() {
    for code in ["12", "16", "7", "8", "14"] {
        let registry = Registry::new();
        let (first, last) = flood(GrpcLayer::new(), &registry, code, 10_000).await;
        assert_eq!(first, last, "{code}");
        let labels = ["unary", "unknown", ""];
        assert_eq!(count(&registry, "grpc_server_started_total", labels), Some(10_000));
    }
}

#[tokio::test]
async fn where_all_paths_are_served_a_thousand_are_learned() {
    let registry = Registry::new();
    flood(GrpcLayer::new(), &registry, "0", 1_100).await;
    assert_eq!(count(&registry, "grpc_server_started_total", ["unary", "unknown", ""]), Some(100));
}

#[tokio::test]
async fn only_what_was_declared_is_told_apart_if_one_says_so() {
    let registry = Registry::new();
    let (first, last) = flood(GrpcLayer::new().declared_only(), &registry, "0", 100).await;
    assert_eq!(first, last);
}
