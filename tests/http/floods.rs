//! Whatever a client sends, there are no more series.

use ::http::{Method, Request, Version};
use axum::{Router, body::Body, routing};
use proptest::{
    prelude::Rng,
    test_runner::{RngAlgorithm, TestRng},
};
use tickmark::http::{Dimension, MetricsLayer, Naming, Quantity};

use super::{ask_with, layer, read};

/// A word that nobody has sent before.
fn word(random: &mut TestRng) -> String {
    (0..8).map(|_| char::from(b'A' + u8::try_from(random.next_u32() % 26).unwrap_or_default())).collect()
}

/// A request as somebody would send it who wants to fill our memory.
fn hostile(random: &mut TestRng, number: u32) -> Request<Body> {
    let (host, path) = (word(random), word(random));
    let method = if number.is_multiple_of(3) { word(random) } else { "GET".to_owned() };
    let uri = match number % 4 {
        0 => format!("/{path}/{host}"),
        1 => format!("/orders/{path}?{host}"),
        2 => format!("https://{host}.example/orders/{path}"),
        _ => format!("http://{host}.example:99/{path}"),
    };
    let versions = [Version::HTTP_09, Version::HTTP_10, Version::HTTP_11, Version::HTTP_2, Version::HTTP_3];
    Request::builder()
        .method(Method::from_bytes(method.as_bytes()).expect("it is a method"))
        .version(versions[number as usize % versions.len()])
        .uri(uri)
        .header("host", word(random))
        .header("user-agent", word(random))
        .body(Body::from(path))
        .expect("it is a request")
}

async fn flood(told: impl FnOnce(MetricsLayer) -> MetricsLayer) -> usize {
    let (registry, metrics) = layer();
    let app = Router::new().route("/orders/{id}", routing::get(async || "ordered")).layer(told(metrics));
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    for number in 0..10_000 {
        read(ask_with(&app, hostile(&mut random, number)).await).await;
    }
    let page = registry.encode();
    assert!(!page.contains("__overflow__"), "{page}");
    page.lines().filter(|line| line.starts_with("http_")).count()
}

#[tokio::test]
async fn ten_thousand_random_requests_add_no_series_to_those_of_the_instrumentator() {
    // Two routes, of which one is none; GET and others; what is found, what is not, and what may not be asked so.
    let (requests, coarse, fine, sizes) = (4, 4 * (4 + 2), 22 + 2, 2 * 2 * 2);
    assert_eq!(flood(|m| m).await, requests + coarse + fine + sizes + 1);
}

#[tokio::test]
async fn nor_to_those_of_open_telemetry_with_everything_that_can_be_measured() {
    let all = |m: MetricsLayer| {
        let m = m
            .naming(Naming::OpenTelemetry)
            .with(Quantity::Requests)
            .with(Quantity::FirstByte)
            .with(Quantity::TotalSize);
        m.without_label(Dimension::Version)
    };
    let few = flood(all).await;
    assert!(few < 600, "{few}");
    // Every version of HTTP that there is makes it five times as many at most.
    let versions = flood(|m| {
        m.naming(Naming::OpenTelemetry)
            .with(Quantity::Requests)
            .with(Quantity::FirstByte)
            .with(Quantity::TotalSize)
    })
    .await;
    assert!(versions <= few * 5, "{versions}");
}
