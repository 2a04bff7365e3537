//! What a layer can't be told is reported, and the rest holds.

use ::http::Method;
use axum::{Router, routing};
use tickmark::{
    Counter, Registry,
    http::{Dimension, MetricsLayer, Quantity},
};

use super::{get, layer, lines};

/// What is wrong with a layer that was told this, without where.
fn mistakes(told: impl FnOnce(MetricsLayer) -> MetricsLayer) -> Vec<String> {
    let (registry, metrics) = layer();
    let problems = told(metrics).checked().map(|_| ()).expect_err("something is wrong");
    assert_eq!(registry.check(), Err(problems.clone()));
    let first_lines = problems.iter().map(|problem| problem.to_string().lines().next().map(str::to_owned));
    first_lines.flatten().collect()
}

#[test]
fn nothing_is_wrong_with_what_can_be() {
    let (registry, metrics) = layer();
    let metrics = metrics
        .namespace("shop")
        .rename(Quantity::Requests, "visits_total")
        .rename_label(Dimension::Route, "route")
        .constant_label("service", "shop")
        .label_from_handler("version")
        .buckets(Quantity::ResponseSize, [1.0, 2.0])
        .exclude("/health*")
        .route(Method::GET, "/")
        .limit(1);
    assert!(metrics.checked().is_ok() && registry.check().is_ok());
}

#[test]
fn names_that_cannot_be_are_told_with_what_to_write() {
    assert_eq!(
        mistakes(|m| {
            m.namespace("shop_")
                .subsystem("a b")
                .rename(Quantity::Requests, "visits")
                .rename(Quantity::InProgress, "x_total")
        }),
        [
            "`shop_` can't be a namespace: the `_` after a prefix comes by itself: leave it out",
            "`a b` can't be a subsystem: a prefix holds letters, digits and `_`, no digit first: write one like `shop`",
            "`visits` can't be the name of `Requests`: the name of a counter ends in `_total`: write it like `shop_orders_total`",
            "`x_total` can't be the name of `InProgress`: only the name of a counter ends in `_total`: leave the ending out",
        ]
    );
}

#[test]
fn labels_that_cannot_be_are_told_with_what_to_write() {
    let taken = "there is one with this name already: give it another one";
    assert_eq!(
        mistakes(|m| {
            m.rename_label(Dimension::Route, "le")
                .constant_label("status", "x")
                .constant_label("a-b", "x")
                .label_from_handler("tenant")
                .label_from_request("tenant", |_| "x")
                .label_from_response("__meta", |_| "x")
        }),
        [
            "`le` can't be the label of `Route`: `le` and `quantile` are labels that histograms and summaries add themselves: choose another name".to_owned(),
            format!("`status` can't be a label: {taken}"),
            "`a-b` can't be a label: a label name holds letters, digits and `_`, no digit first: write one like `method`".to_owned(),
            format!("`tenant` can't be a label: {taken}"),
            "`__meta` can't be a label: label names with `__` in front belong to Prometheus: leave the underscores out".to_owned(),
        ]
    );
    assert_eq!(
        mistakes(|m| m.rename_label(Dimension::Route, "method")),
        ["two labels would be called `method`: give each a name of its own"]
    );
}

#[tokio::test]
async fn a_name_that_no_family_uses_is_free() {
    let (registry, metrics) = layer();
    let metrics = metrics.without_label(Dimension::Status).label_from_request("status", |_| "x").checked();
    let app: Router = Router::new().layer(metrics.expect("it may be called so"));
    get(&app, "/").await;
    assert_eq!(lines(&registry, "http_requests_total"), [r#"{handler="none",method="GET",status="x"} 1"#]);
}

#[tokio::test]
async fn a_ninth_label_is_told_and_the_eight_others_are_there() {
    let nine = |m: MetricsLayer| {
        (1..=9).fold(m, |m, number| m.label_from_request(format!("label_{number}"), |_| "x"))
    };
    assert_eq!(
        mistakes(nine),
        ["there is no room for the label `label_9`: a layer has 8 of its own at most, so leave one out"]
    );
    let (registry, metrics) = layer();
    let app: Router = Router::new().layer(nine(metrics).without_label(Dimension::Method));
    get(&app, "/").await;
    let eight: Vec<_> = (1..=8).map(|number| format!(r#"label_{number}="x""#)).collect();
    let expected = format!(r#"{{handler="none",status="4xx",{}}} 1"#, eight.join(","));
    assert_eq!(lines(&registry, "http_requests_total"), [expected]);
}

#[tokio::test]
async fn buckets_that_cannot_be_are_told_and_the_default_ones_stay() {
    let wrong = |m: MetricsLayer| {
        m.buckets(Quantity::Duration, [1.0, 0.5])
            .buckets(Quantity::ResponseSize, [f64::NAN])
            .buckets(Quantity::HighResolutionDuration, [])
            .buckets(Quantity::InProgress, [1.0])
    };
    assert_eq!(
        mistakes(wrong),
        [
            "the buckets of `Duration`: bucket bounds increase: write each one once, the smallest first",
            "the buckets of `ResponseSize`: a bucket bound is a finite number; `+Inf` is there by itself: leave it out",
            "the buckets of `HighResolutionDuration`: a histogram needs a bucket: write its upper bounds, as in `[0.1, 0.5, 1.0]`",
            "the buckets of `InProgress`: it is no histogram: leave them out",
        ]
    );
    let (registry, metrics) = layer();
    let app: Router = Router::new().layer(wrong(metrics));
    get(&app, "/").await;
    let labels = r#"http_request_duration_seconds_bucket{handler="none",method="GET",le="#;
    assert_eq!(lines(&registry, labels), [r#""0.1"} 1"#, r#""0.5"} 1"#, r#""1"} 1"#, r#""+Inf"} 1"#]);
}

#[test]
fn a_limit_of_nothing_and_regular_expressions_are_told() {
    assert_eq!(
        mistakes(|m| m.limit(0).exclude("").exclude("/internal/.*").exclude("^/health$")),
        [
            "`` excludes nothing, as patterns are no regular expressions: `*` is any run of characters and `?` is one, as in `/internal/*`",
            "`/internal/.*` excludes nothing, as patterns are no regular expressions: `*` is any run of characters and `?` is one, as in `/internal/*`",
            "`^/health$` excludes nothing, as patterns are no regular expressions: `*` is any run of characters and `?` is one, as in `/internal/*`",
            "a limit leaves room for one series at least: write one like `2000`",
        ]
    );
}

#[tokio::test]
async fn a_name_that_is_taken_is_told_with_both_places_and_the_rest_is_measured() {
    let (registry, metrics) = layer();
    let taken = std::sync::Arc::new(Counter::new());
    registry.register("http_requests_total", "Mine.", taken).expect("nobody has it yet");
    let problems = metrics.clone().checked().map(|_| ()).expect_err("it is taken").to_string();
    assert!(problems.starts_with("`http_requests_total` is declared twice"), "{problems}");
    assert_eq!(problems.lines().filter(|line| line.contains("  at ")).count(), 2, "{problems}");
    let app: Router = Router::new().route("/", routing::get(async || "x")).layer(metrics);
    assert_eq!(get(&app, "/").await.0, 200);
    assert_eq!(lines(&registry, "http_requests_total"), [" 0"]);
    assert_eq!(lines(&registry, "http_response_size_bytes_sum"), [r#"{handler="/"} 1"#]);
}

#[test]
fn two_families_of_one_layer_cannot_have_one_name() {
    let (_, metrics) = layer();
    let metrics =
        metrics.with(Quantity::FirstByte).rename(Quantity::FirstByte, "http_request_duration_seconds");
    let problems = metrics.checked().map(|_| ()).expect_err("it is taken").to_string();
    assert!(problems.starts_with("`http_request_duration_seconds` is registered already"), "{problems}");
}

#[test]
fn a_layer_that_is_switched_off_is_checked_all_the_same() {
    let registry = Registry::new();
    let metrics =
        MetricsLayer::new().registry(registry.clone()).only_if_env("TICKMARK_TESTS_NOBODY_SETS_THIS");
    assert!(metrics.clone().checked().is_ok());
    assert!(metrics.limit(0).checked().is_err());
    assert_eq!(registry.encode(), "");
}
