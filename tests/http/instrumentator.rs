//! A test for each row of the table in the documentation that goes through prometheus-fastapi-instrumentator option by option.

use std::collections::BTreeSet;

use ::http::{Request, Response};
use axum::{Router, body::Body, routing};
use tickmark::{
    Registry,
    http::{Dimension, MetricsLayer, Quantity, ResponseHead, StatusLabel, Unmatched, Until},
};

use super::{ask_with, get, layer, lines};

pub(super) const TABLE: &str = include_str!("../../runtime/src/http/instrumentator.md");

/// The options that the table has.
fn rows() -> BTreeSet<&'static str> {
    let cells = TABLE.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    cells.map(|(option, _)| option).collect()
}

#[test]
fn every_row_of_the_table_has_its_test() {
    let tests: BTreeSet<_> = [include_str!("instrumentator.rs"), include_str!("exposed.rs")]
        .into_iter()
        .flat_map(str::lines)
        .filter_map(|line| line.strip_prefix("async fn option_")?.split_once('('))
        .map(|(option, _)| option)
        .collect();
    assert_eq!(rows(), tests);
    assert_eq!(tests.len(), 37);
}

/// The page after two requests to a server with a layer that was told this: one is answered, with a body of five bytes, and there is no route for the
/// other.
async fn page(told: impl FnOnce(MetricsLayer) -> MetricsLayer) -> Registry {
    let (registry, metrics) = layer();
    let app =
        Router::new().route("/orders/{id}", routing::post(async |_: String| "taken")).layer(told(metrics));
    let request = Request::post("/orders/7").body(Body::from("two")).expect("it is a request");
    assert_eq!(super::read(ask_with(&app, request).await).await.1, "taken");
    assert_eq!(get(&app, "/nowhere").await.0, 404);
    registry
}

/// All series of a family, without its name.
fn series(registry: &Registry, family: &str) -> Vec<String> {
    lines(registry, family)
        .into_iter()
        .map(|line| line.split(' ').next().unwrap_or_default().to_owned())
        .collect()
}

fn bounds(registry: &Registry, family: &str, labels: &str) -> Vec<String> {
    let lines = lines(registry, &format!("{family}_bucket{{{labels}le=\""));
    lines.iter().filter_map(|line| Some(line.split_once('"')?.0.to_owned())).collect()
}

#[tokio::test]
async fn option_default() {
    let registry = page(|m| m.without(Quantity::InProgress)).await;
    let shown = registry.encode();
    let kinds: Vec<_> = shown.lines().filter_map(|line| line.strip_prefix("# TYPE http_")).collect();
    assert_eq!(
        kinds,
        [
            "request_duration_highr_seconds histogram",
            "request_duration_seconds histogram",
            "request_size_bytes summary",
            "requests_total counter",
            "response_size_bytes summary",
        ]
    );
    assert_eq!(
        lines(&registry, "http_requests_total"),
        [
            r#"{handler="/orders/{id}",method="POST",status="2xx"} 1"#,
            r#"{handler="none",method="GET",status="4xx"} 1"#
        ]
    );
    assert_eq!(lines(&registry, "http_request_duration_highr_seconds_count"), [" 2"]);
}

#[tokio::test]
async fn option_should_group_status_codes() {
    let registry = page(|m| m.status(StatusLabel::Code).without_label(Dimension::Method)).await;
    assert_eq!(
        series(&registry, "http_requests_total"),
        [r#"{handler="/orders/{id}",status="200"}"#, r#"{handler="none",status="404"}"#]
    );
    let registry = page(|m| m.status(StatusLabel::None).without_label(Dimension::Method)).await;
    assert_eq!(
        series(&registry, "http_requests_total"),
        [r#"{handler="/orders/{id}"}"#, r#"{handler="none"}"#]
    );
}

#[tokio::test]
async fn option_should_ignore_untemplated() {
    let registry = page(|m| m.unmatched(Unmatched::Ignored)).await;
    assert_eq!(lines(&registry, "http_request_duration_highr_seconds_count"), [" 1"]);
    assert_eq!(series(&registry, "http_request_size_bytes_count"), [r#"{handler="/orders/{id}"}"#]);
}

#[tokio::test]
async fn option_should_group_untemplated() {
    let registry = page(|m| m.unmatched(Unmatched::Grouped("elsewhere".into()))).await;
    let handlers = [r#"{handler="/orders/{id}"}"#, r#"{handler="elsewhere"}"#];
    assert_eq!(series(&registry, "http_request_size_bytes_count"), handlers);
}

/// Sums are what was measured: a request takes some nanoseconds more or less than a tenth of a millisecond.
#[tokio::test]
async fn option_should_round_latency_decimals() {
    let registry = page(|m| m).await;
    let sum: f64 =
        lines(&registry, "http_request_duration_highr_seconds_sum")[0].trim().parse().expect("a number");
    assert!(sum > 0.0);
    let rounded = (sum * 10_000.0).round() / 10_000.0;
    assert!((rounded - sum).abs() > 0.0, "{sum}");
}

#[tokio::test]
async fn option_round_latency_decimals() {
    assert!(TABLE.contains("| `round_latency_decimals` | `4` | the same |"));
}

#[tokio::test]
async fn option_should_respect_env_var() {
    let registry = page(|m| m.only_if_env("TICKMARK_TESTS_NOBODY_SETS_THIS")).await;
    assert_eq!(registry.encode(), "");
}

#[tokio::test]
async fn option_env_var_name() {
    // `cargo` sets it, to something that is not on.
    let registry = page(|m| m.only_if_env("CARGO_PKG_NAME")).await;
    assert_eq!(registry.encode(), "");
}

#[tokio::test]
async fn option_should_instrument_requests_inprogress() {
    assert_eq!(lines(&page(|m| m).await, "http_requests_inprogress"), [" 0"]);
    let without = page(|m| m.without(Quantity::InProgress)).await;
    assert!(!without.encode().contains("http_requests_inprogress"));
}

#[tokio::test]
async fn option_inprogress_name() {
    let registry = page(|m| m.rename(Quantity::InProgress, "http_requests_open")).await;
    assert_eq!(lines(&registry, "http_requests_open"), [" 0"]);
}

#[tokio::test]
async fn option_inprogress_labels() {
    let registry = page(MetricsLayer::in_progress_labels).await;
    assert_eq!(
        lines(&registry, "http_requests_inprogress"),
        [r#"{handler="/orders/{id}",method="POST"} 0"#, r#"{handler="none",method="GET"} 0"#]
    );
}

#[tokio::test]
async fn option_should_exclude_streaming_duration() {
    let sums = async |until| {
        let registry = page(|m| m.with(Quantity::FirstByte).duration_until(until)).await;
        ["http_request_duration_seconds_sum", "http_request_first_byte_seconds_sum"]
            .map(|sum| lines(&registry, sum))
    };
    let [duration, first_byte] = sums(Until::Headers).await;
    assert_eq!(duration, first_byte);
    let [duration, first_byte] = sums(Until::End).await;
    assert_ne!(duration, first_byte);
}

#[tokio::test]
async fn option_excluded_handlers() {
    let registry = page(|m| m.exclude("/orders/*").exclude("/no?here")).await;
    assert_eq!(lines(&registry, "http_requests_total"), [] as [&str; 0]);
}

/// The body is handed on as it comes: what a handler keeps back, nobody waits for.
#[tokio::test]
async fn option_body_handlers() {
    let (registry, metrics) = layer();
    let (mut sender, body) = http_body_util::Channel::<bytes::Bytes>::new(1);
    let body = std::sync::Arc::new(std::sync::Mutex::new(Some(Body::new(body))));
    let handler = async move || {
        let body = body.lock().map(|mut body| body.take()).unwrap_or_default();
        Response::new(body.unwrap_or_default())
    };
    let app: Router = Router::new().route("/", routing::get(handler)).layer(metrics);
    let mut body = super::ask(&app, "GET", "/").await.into_body();
    for piece in ["first", "second"] {
        sender.send_data(piece.into()).await.expect("somebody listens");
        let frame = http_body_util::BodyExt::frame(&mut body).await.and_then(Result::ok);
        assert_eq!(frame.and_then(|frame| frame.into_data().ok()).as_deref(), Some(piece.as_bytes()));
    }
    drop(body);
    assert_eq!(lines(&registry, "http_response_size_bytes_sum"), [r#"{handler="/"} 11"#]);
}

#[tokio::test]
async fn option_registry() {
    let (one, other) = (page(|m| m).await, Registry::new());
    let elsewhere = other.clone();
    let left = page(move |m| m.registry(elsewhere)).await;
    assert_eq!(
        (lines(&one, "http_requests_total").len(), lines(&other, "http_requests_total").len()),
        (2, 2)
    );
    assert_eq!(left.encode(), "");
}

#[tokio::test]
async fn option_metric_namespace() {
    assert_eq!(lines(&page(|m| m.namespace("shop")).await, "shop_http_requests_total").len(), 2);
}

#[tokio::test]
async fn option_metric_subsystem() {
    let registry = page(|m| m.subsystem("api").namespace("shop")).await;
    assert_eq!(lines(&registry, "shop_api_http_requests_total").len(), 2);
    assert!(
        registry
            .encode()
            .lines()
            .all(|line| line.starts_with(['#', 't']) || line.starts_with("shop_api_http_"))
    );
}

#[tokio::test]
async fn option_should_only_respect_2xx_for_highr() {
    let registry = page(MetricsLayer::high_resolution_for_success_only).await;
    assert_eq!(lines(&registry, "http_request_duration_highr_seconds_count"), [" 1"]);
    assert_eq!(lines(&registry, "http_request_duration_seconds_count").len(), 2);
}

#[tokio::test]
async fn option_latency_highr_buckets() {
    let there = "0.01 0.025 0.05 0.075 0.1 0.25 0.5 0.75 1 1.5 2 2.5 3 3.5 4 4.5 5 7.5 10 30 60 +Inf";
    assert_eq!(bounds(&page(|m| m).await, "http_request_duration_highr_seconds", "").join(" "), there);
    let other = page(|m| m.buckets(Quantity::HighResolutionDuration, [0.5])).await;
    assert_eq!(bounds(&other, "http_request_duration_highr_seconds", ""), ["0.5", "+Inf"]);
}

#[tokio::test]
async fn option_latency_lowr_buckets() {
    let labels = r#"handler="none",method="GET","#;
    let default = page(|m| m).await;
    assert_eq!(bounds(&default, "http_request_duration_seconds", labels), ["0.1", "0.5", "1", "+Inf"]);
    let other = page(|m| m.buckets(Quantity::Duration, vec![0.2, 0.3])).await;
    assert_eq!(bounds(&other, "http_request_duration_seconds", labels), ["0.2", "0.3", "+Inf"]);
}

#[tokio::test]
async fn option_latency() {
    let registry = page(|m| m.without(Quantity::Duration)).await;
    assert!(!registry.encode().contains("http_request_duration_seconds"));
    assert_eq!(lines(&page(|m| m).await, "http_request_duration_seconds_count").len(), 2);
}

#[tokio::test]
async fn option_request_size() {
    let orders = r#"{handler="/orders/{id}"} 3"#;
    assert_eq!(lines(&page(|m| m).await, "http_request_size_bytes_sum")[0], orders);
    let without = page(|m| m.without(Quantity::RequestSize)).await;
    assert!(!without.encode().contains("http_request_size_bytes"));
}

#[tokio::test]
async fn option_response_size() {
    let orders = r#"{handler="/orders/{id}"} 5"#;
    assert_eq!(lines(&page(|m| m).await, "http_response_size_bytes_sum")[0], orders);
    let without = page(|m| m.without(Quantity::ResponseSize)).await;
    assert!(!without.encode().contains("http_response_size_bytes"));
}

#[tokio::test]
async fn option_combined_size() {
    assert!(!page(|m| m).await.encode().contains("http_combined_size_bytes"));
    let registry = page(|m| m.with(Quantity::TotalSize)).await;
    assert_eq!(lines(&registry, "http_combined_size_bytes_sum")[0], r#"{handler="/orders/{id}"} 8"#);
}

#[tokio::test]
async fn option_requests() {
    let without = page(|m| m.without(Quantity::Requests)).await;
    assert!(!without.encode().contains("http_requests_total"));
    assert_eq!(lines(&page(|m| m).await, "http_requests_total").len(), 2);
}

#[tokio::test]
async fn option_metric_name() {
    let registry = page(|m| m.rename(Quantity::Duration, "http_latency_seconds")).await;
    assert_eq!(lines(&registry, "http_latency_seconds_count").len(), 2);
}

#[tokio::test]
async fn option_metric_doc() {
    let registry = page(|m| m.help(Quantity::Requests, "What came in.")).await;
    assert_eq!(lines(&registry, "# HELP http_requests_total"), [" What came in."]);
}

#[tokio::test]
async fn option_should_include_handler() {
    let registry = page(|m| m.without_label(Dimension::Route)).await;
    assert_eq!(lines(&registry, "http_request_size_bytes_count"), [" 2"]);
    let registry = page(|m| m.labels(Quantity::RequestSize, [])).await;
    assert_eq!(lines(&registry, "http_request_size_bytes_count"), [" 2"]);
    assert_eq!(lines(&registry, "http_response_size_bytes_count").len(), 2);
}

#[tokio::test]
async fn option_should_include_method() {
    let registry = page(|m| m.labels(Quantity::ResponseSize, [Dimension::Route, Dimension::Method])).await;
    assert_eq!(
        series(&registry, "http_response_size_bytes_count"),
        [r#"{handler="/orders/{id}",method="POST"}"#, r#"{handler="none",method="GET"}"#]
    );
}

#[tokio::test]
async fn option_should_include_status() {
    let all = [Dimension::Route, Dimension::Method, Dimension::Status];
    let registry = page(|m| m.labels(Quantity::Duration, all)).await;
    assert_eq!(
        series(&registry, "http_request_duration_seconds_count"),
        [
            r#"{handler="/orders/{id}",method="POST",status="2xx"}"#,
            r#"{handler="none",method="GET",status="4xx"}"#
        ]
    );
}

#[tokio::test]
async fn option_buckets() {
    let registry = page(|m| m.buckets(Quantity::ResponseSize, [4.0, 8.0])).await;
    let orders = lines(&registry, r#"http_response_size_bytes_bucket{handler="/orders/{id}","#);
    assert_eq!(orders, [r#"le="4"} 0"#, r#"le="8"} 1"#, r#"le="+Inf"} 1"#]);
}

#[tokio::test]
async fn option_custom_labels() {
    let registry = page(|m| m.constant_label("service", "shop").without_label(Dimension::Method)).await;
    assert_eq!(
        series(&registry, "http_requests_total"),
        [
            r#"{service="shop",handler="/orders/{id}",status="2xx"}"#,
            r#"{service="shop",handler="none",status="4xx"}"#
        ]
    );
    assert_eq!(lines(&registry, "http_requests_inprogress"), [r#"{service="shop"} 0"#]);
}

#[tokio::test]
async fn option_instrumentation_function() {
    let kind =
        |head: &ResponseHead<'_>| if head.headers.contains_key("content-type") { "text" } else { "none" };
    let registry = page(|m| {
        m.label_from_request("path", |head| head.uri.path().len().to_string())
            .label_from_response("content", kind)
            .without_label(Dimension::Method)
    });
    assert_eq!(
        series(&registry.await, "http_requests_total"),
        [
            r#"{handler="/orders/{id}",status="2xx",path="9",content="text"}"#,
            r#"{handler="none",status="4xx",path="8",content="none"}"#
        ]
    );
}
