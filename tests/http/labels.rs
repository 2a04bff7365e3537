//! Labels of one's own: where they come from, and that they are bounded.

use ::http::{Request, Response};
use axum::{Extension, Router, body::Body, routing};
use tickmark::{
    VALUE_LIMIT,
    http::{Dimension, HandlerLabels, Quantity, RequestHead},
};

use super::{ask_with, get, layer, lines, read};
use crate::drive::panics;

const REQUESTS: &str = "http_requests_total";

async fn order(labels: HandlerLabels) -> &'static str {
    labels.set("plan", "none").expect("the layer knows it");
    labels.set("plan", "free").expect("the layer knows it");
    "ordered"
}

fn shop() -> Router {
    Router::new().route("/orders", routing::get(order)).route("/other", routing::get(async || "other"))
}

fn with_header(path: &str, value: &str) -> Request<Body> {
    Request::get(path).header("x-tenant", value).body(Body::empty()).expect("it is a request")
}

fn tenant(head: &RequestHead<'_>) -> String {
    let header = head.headers.get("x-tenant").and_then(|value| value.to_str().ok());
    header.unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_handler_sets_labels_for_its_request_only() {
    let (registry, metrics) = layer();
    let app = shop().layer(metrics.label_from_handler("plan"));
    for path in ["/orders", "/other", "/orders"] {
        get(&app, path).await;
    }
    assert_eq!(
        lines(&registry, REQUESTS),
        [
            r#"{handler="/orders",method="GET",status="2xx",plan="free"} 2"#,
            r#"{handler="/other",method="GET",status="2xx"} 1"#
        ]
    );
}

#[tokio::test]
async fn a_handler_without_a_layer_sets_nothing() {
    assert_eq!(get(&shop(), "/orders").await, (200, "ordered".to_owned()));
    let (registry, metrics) = layer();
    assert_eq!(get(&shop().layer(metrics), "/orders").await, (200, "ordered".to_owned()));
    assert_eq!(lines(&registry, REQUESTS), [r#"{handler="/orders",method="GET",status="2xx"} 1"#]);
    assert!(HandlerLabels::default().set("plan", "free").is_ok());
}

#[tokio::test]
async fn a_handler_is_told_of_a_label_that_the_layer_does_not_know() {
    let (_, metrics) = layer();
    let wrong =
        async |labels: HandlerLabels| labels.set("pland", "free").expect_err("nobody knows it").to_string();
    let app = Router::new().route("/", routing::get(wrong)).layer(metrics.label_from_handler("plan"));
    assert_eq!(
        get(&app, "/").await.1,
        "the layer has no label `pland` that handlers set: write `.label_from_handler(\"pland\")` where it is made"
    );
}

#[tokio::test]
async fn a_label_may_be_set_while_the_body_is_sent_and_not_later() {
    let (registry, metrics) = layer();
    let (sender, receiver) = tokio::sync::oneshot::channel::<HandlerLabels>();
    let sender = std::sync::Arc::new(std::sync::Mutex::new(Some(sender)));
    let hand_out = async move |labels: HandlerLabels| {
        let sender = sender.lock().ok().and_then(|mut sender| sender.take());
        sender.map(|sender| sender.send(labels).is_ok());
        "body"
    };
    let app: Router =
        Router::new().route("/", routing::get(hand_out)).layer(metrics.label_from_handler("plan"));
    let response = super::ask(&app, "GET", "/").await;
    let labels = receiver.await.expect("the handler ran");
    labels.set("plan", "during").expect("the layer knows it");
    read(response).await;
    assert_eq!(labels.set("plan", "after"), Ok(()));
    assert_eq!(lines(&registry, REQUESTS), [r#"{handler="/",method="GET",status="2xx",plan="during"} 1"#]);
}

#[tokio::test]
async fn labels_are_read_from_the_request_and_the_response() {
    let (registry, metrics) = layer();
    let metrics = metrics
        .label_from_response("cache", |head| head.headers.get("age").map_or("miss", |_| "hit"))
        .label_from_request("tenant", tenant)
        .label_from_request("id", |head| head.extensions.get::<u8>().map(u8::to_string).unwrap_or_default());
    let aged = async || Response::builder().header("age", "7").body(Body::empty()).expect("it is a response");
    let app: Router = Router::new().route("/", routing::get(aged)).layer(metrics).layer(Extension(7_u8));
    read(ask_with(&app, with_header("/", "a")).await).await;
    assert_eq!(
        lines(&registry, "http_response_size_bytes_count"),
        [r#"{handler="/",cache="hit",tenant="a",id="7"} 1"#]
    );
    assert_eq!(lines(&registry, "http_request_duration_highr_seconds_count"), [" 1"]);
}

#[tokio::test]
async fn a_value_that_is_too_long_goes_to_the_overflow_series_with_method_and_status() {
    let (registry, metrics) = layer();
    let app = shop().layer(metrics.label_from_request("tenant", tenant));
    for length in [VALUE_LIMIT, VALUE_LIMIT + 1] {
        read(ask_with(&app, with_header("/orders", &"x".repeat(length))).await).await;
    }
    let found = lines(&registry, REQUESTS);
    assert_eq!(found.len(), 2);
    assert!(
        found.contains(
            &r#"{handler="__overflow__",method="GET",status="2xx",tenant="__overflow__"} 1"#.to_owned()
        ),
        "{found:?}"
    );
    assert_eq!(lines(&registry, r#"tickmark_series_overflow_total{family="http_requests_total"}"#), [" 1"]);
}

#[tokio::test]
async fn a_flood_of_values_stays_below_the_limit_of_the_family() {
    let (registry, metrics) = layer();
    let metrics =
        metrics.label_from_request("tenant", tenant).limit(10).status(tickmark::http::StatusLabel::Code);
    let app = shop().layer(metrics);
    for number in 0..500 {
        read(ask_with(&app, with_header("/orders", &number.to_string())).await).await;
    }
    let found = lines(&registry, REQUESTS);
    assert_eq!(found.len(), 11);
    assert!(
        found.contains(
            &r#"{handler="__overflow__",method="GET",status="200",tenant="__overflow__"} 490"#.to_owned()
        ),
        "{found:?}"
    );
    assert_eq!(lines(&registry, "http_request_duration_highr_seconds_count"), [" 500"]);
}

#[tokio::test]
async fn a_function_that_panics_costs_its_label_and_not_the_request() {
    let (registry, metrics) = layer();
    let read_badly = |head: &RequestHead<'_>| -> &'static str {
        assert!(head.uri.path().is_empty(), "it is meant to");
        "never"
    };
    let app =
        shop().layer(metrics.label_from_request("bad", read_badly).label_from_request("tenant", tenant));
    let mut answer = None;
    assert!(!panics(|| answer = Some(crate::drive::finish(ask_with(&app, with_header("/other", "a"))))));
    assert_eq!(read(answer.expect("there is one")).await.0, 200);
    assert_eq!(
        lines(&registry, REQUESTS),
        [r#"{handler="/other",method="GET",status="2xx",bad="__panicked__",tenant="a"} 1"#]
    );
}

#[tokio::test]
async fn labels_are_on_families_that_tell_requests_apart() {
    let (registry, metrics) = layer();
    let metrics = metrics
        .label_from_request("tenant", tenant)
        .constant_label("service", "shop")
        .labels(Quantity::RequestSize, [Dimension::Method])
        .labels(Quantity::ResponseSize, []);
    let app = shop().layer(metrics);
    read(ask_with(&app, with_header("/other", "a")).await).await;
    assert_eq!(
        lines(&registry, "http_request_size_bytes_count"),
        [r#"{service="shop",method="GET",tenant="a"} 1"#]
    );
    assert_eq!(lines(&registry, "http_response_size_bytes_count"), [r#"{service="shop"} 1"#]);
}
