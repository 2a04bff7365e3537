//! Sizes are the bytes that flowed, and durations end where they are told to.

use std::time::Duration;

use ::http::{HeaderMap, HeaderValue, Request, Response};
use axum::{Router, body::Body, routing};
use bytes::Bytes;
use http_body_util::{BodyExt, Channel};
use tickmark::{
    Registry,
    http::{Quantity, Until},
};

use super::{ask, ask_with, get, layer, lines, read};

fn sums(registry: &Registry) -> [Vec<String>; 2] {
    ["http_request_size_bytes_sum", "http_response_size_bytes_sum"].map(|prefix| lines(registry, prefix))
}

fn post(body: Body) -> Request<Body> {
    Request::post("/").body(body).expect("it is a request")
}

#[tokio::test]
async fn what_is_streamed_is_counted_in_both_directions() {
    let (registry, metrics) = layer();
    let echo = async |body: Body| body;
    let app = Router::new().route("/", routing::post(echo)).layer(metrics);
    let (mut sender, body) = Channel::<Bytes>::new(3);
    for piece in ["one", "three", ""] {
        sender.send_data(Bytes::from_static(piece.as_bytes())).await.expect("somebody listens");
    }
    drop(sender);
    assert_eq!(read(ask_with(&app, post(Body::new(body))).await).await.1, "onethree");
    assert_eq!(sums(&registry), [[r#"{handler="/"} 8"#], [r#"{handler="/"} 8"#]]);
}

#[tokio::test]
async fn a_body_that_the_handler_leaves_was_not_read() {
    let (registry, metrics) = layer();
    let app = Router::new().route("/", routing::post(async || "no, thanks")).layer(metrics);
    assert_eq!(read(ask_with(&app, post("x".repeat(9_999).into())).await).await.0, 200);
    assert_eq!(sums(&registry), [[r#"{handler="/"} 0"#], [r#"{handler="/"} 10"#]]);
}

#[tokio::test]
async fn a_head_request_takes_no_bytes_of_the_body() {
    let (registry, metrics) = layer();
    let app = Router::new().route("/", routing::get(async || "long")).layer(metrics);
    let response = ask(&app, "HEAD", "/").await;
    assert_eq!(response.headers().get("content-length").map(HeaderValue::as_bytes), Some(&b"4"[..]));
    assert_eq!(read(response).await.1, "");
    assert_eq!(sums(&registry), [[r#"{handler="/"} 0"#], [r#"{handler="/"} 0"#]]);
    assert_eq!(lines(&registry, "http_requests_total"), [r#"{handler="/",method="HEAD",status="2xx"} 1"#]);
}

#[tokio::test]
async fn trailers_are_passed_on_and_are_no_bytes_of_the_body() {
    let (registry, metrics) = layer();
    let trailing = async || {
        let trailers: HeaderMap =
            [("grpc-status".parse().expect("it is one"), HeaderValue::from_static("0"))]
                .into_iter()
                .collect();
        let body = http_body_util::Full::new(Bytes::from_static(b"body"));
        Response::new(Body::new(body.with_trailers(async move { Some(Ok(trailers)) })))
    };
    let app = Router::new().route("/", routing::get(trailing)).layer(metrics);
    let body = ask(&app, "GET", "/").await.into_body().collect().await.expect("it is whole");
    assert_eq!(body.trailers().map(HeaderMap::len), Some(1));
    assert_eq!(sums(&registry)[1], [r#"{handler="/"} 4"#]);
    assert_eq!(lines(&registry, "http_requests_inprogress"), [" 0"]);
}

#[tokio::test]
async fn the_size_of_both_is_one_family_more() {
    let (registry, metrics) = layer();
    let metrics =
        metrics.with(Quantity::TotalSize).without(Quantity::RequestSize).without(Quantity::ResponseSize);
    let app = Router::new().route("/", routing::post(async |text: String| text + "!")).layer(metrics);
    assert_eq!(read(ask_with(&app, post("four".into())).await).await.1, "four!");
    assert_eq!(lines(&registry, "http_combined_size_bytes_sum"), [r#"{handler="/"} 9"#]);
    assert_eq!(sums(&registry), [[], []] as [[&str; 0]; 2]);
}

/// How long a request took whose body comes later than its head, and how long it took until that was there.
async fn streamed(until: Until) -> [String; 2] {
    let (registry, metrics) = layer();
    let metrics = metrics.duration_until(until).with(Quantity::FirstByte);
    let slow = async || {
        let (mut sender, body) = Channel::<Bytes>::new(1);
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(20)).await;
            sender.send_data(Bytes::from_static(b"late")).await
        });
        Body::new(body)
    };
    let app = Router::new().route("/", routing::get(slow)).layer(metrics);
    assert_eq!(get(&app, "/").await.1, "late");
    assert_eq!(lines(&registry, "http_response_size_bytes_sum"), [r#"{handler="/"} 4"#]);
    let sum = |family: &str| lines(&registry, &format!("{family}_sum")).concat();
    [sum("http_request_duration_seconds"), sum("http_request_first_byte_seconds")]
}

#[tokio::test]
async fn a_stream_takes_as_long_as_it_is_told_to() {
    let [duration, first_byte] = streamed(Until::Headers).await;
    assert_eq!(duration, first_byte);
    let [duration, first_byte] = streamed(Until::End).await;
    let seconds =
        |sum: &str| sum.rsplit(' ').next().and_then(|sum| sum.parse::<f64>().ok()).expect("a number");
    assert!(seconds(&duration) - seconds(&first_byte) >= 0.015, "{duration} {first_byte}");
}
