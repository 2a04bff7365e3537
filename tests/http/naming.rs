//! What families and labels are called.

use axum::{Router, routing};
use expect_test::expect;
use tickmark::http::{Dimension, MetricsLayer, Naming, Quantity, Unmatched};

use super::{ask, get, layer, lines, read};

/// The page after a success, a failure, a path that is not there, and a method that nobody knows; without buckets and what took time.
async fn page(told: impl FnOnce(MetricsLayer) -> MetricsLayer) -> String {
    let (registry, metrics) = layer();
    let fails = async || (::http::StatusCode::BAD_GATEWAY, "bad");
    let app = Router::new()
        .route("/orders/{id}", routing::get(async || "ordered"))
        .route("/fails", routing::get(fails))
        .layer(told(metrics));
    for path in ["/orders/1", "/fails", "/nowhere"] {
        get(&app, path).await;
    }
    read(ask(&app, "BREW", "/orders/1").await).await;
    crate::page::Page::of(&registry);
    let page = registry.encode();
    let is_shown = |line: &&str| !line.contains("_bucket{") && !line.contains("seconds_sum");
    page.lines().filter(is_shown).fold(String::new(), |page, line| page + line + "\n")
}

#[tokio::test]
async fn the_instrumentator_has_these() {
    expect![[r#"
        # HELP http_request_duration_highr_seconds Time that requests took, in seconds, in fine buckets and without labels.
        # TYPE http_request_duration_highr_seconds histogram
        http_request_duration_highr_seconds_count 4
        # HELP http_request_duration_seconds Time that requests took, in seconds.
        # TYPE http_request_duration_seconds histogram
        http_request_duration_seconds_count{handler="/fails",method="GET"} 1
        http_request_duration_seconds_count{handler="/orders/{id}",method="GET"} 1
        http_request_duration_seconds_count{handler="/orders/{id}",method="other"} 1
        http_request_duration_seconds_count{handler="none",method="GET"} 1
        # HELP http_request_size_bytes Bytes of request bodies that were read.
        # TYPE http_request_size_bytes summary
        http_request_size_bytes_sum{handler="/fails"} 0
        http_request_size_bytes_count{handler="/fails"} 1
        http_request_size_bytes_sum{handler="/orders/{id}"} 0
        http_request_size_bytes_count{handler="/orders/{id}"} 2
        http_request_size_bytes_sum{handler="none"} 0
        http_request_size_bytes_count{handler="none"} 1
        # HELP http_requests_inprogress Requests under way.
        # TYPE http_requests_inprogress gauge
        http_requests_inprogress 0
        # HELP http_requests_total Requests that ended.
        # TYPE http_requests_total counter
        http_requests_total{handler="/fails",method="GET",status="5xx"} 1
        http_requests_total{handler="/orders/{id}",method="GET",status="2xx"} 1
        http_requests_total{handler="/orders/{id}",method="other",status="4xx"} 1
        http_requests_total{handler="none",method="GET",status="4xx"} 1
        # HELP http_response_size_bytes Bytes of response bodies that were sent.
        # TYPE http_response_size_bytes summary
        http_response_size_bytes_sum{handler="/fails"} 3
        http_response_size_bytes_count{handler="/fails"} 1
        http_response_size_bytes_sum{handler="/orders/{id}"} 7
        http_response_size_bytes_count{handler="/orders/{id}"} 2
        http_response_size_bytes_sum{handler="none"} 0
        http_response_size_bytes_count{handler="none"} 1
        # HELP tickmark_series_overflow_total How often a series was asked for that has no room of its own.
        # TYPE tickmark_series_overflow_total counter
        tickmark_series_overflow_total{family="http_request_duration_seconds"} 0
        tickmark_series_overflow_total{family="http_request_size_bytes"} 0
        tickmark_series_overflow_total{family="http_requests_total"} 0
        tickmark_series_overflow_total{family="http_response_size_bytes"} 0
    "#]].assert_eq(&page(|m| m).await);
}

#[tokio::test]
async fn open_telemetry_has_these() {
    expect![[r#"
        # HELP http_server_active_requests Requests under way.
        # TYPE http_server_active_requests gauge
        http_server_active_requests{http_request_method="GET",url_scheme="http"} 0
        http_server_active_requests{http_request_method="_OTHER",url_scheme="http"} 0
        # HELP http_server_request_body_size_bytes Bytes of request bodies that were read.
        # TYPE http_server_request_body_size_bytes histogram
        http_server_request_body_size_bytes_sum{http_request_method="GET",url_scheme="http",http_response_status_code="404",network_protocol_version="1.1"} 0
        http_server_request_body_size_bytes_count{http_request_method="GET",url_scheme="http",http_response_status_code="404",network_protocol_version="1.1"} 1
        http_server_request_body_size_bytes_sum{http_route="/fails",http_request_method="GET",url_scheme="http",error_type="502",http_response_status_code="502",network_protocol_version="1.1"} 0
        http_server_request_body_size_bytes_count{http_route="/fails",http_request_method="GET",url_scheme="http",error_type="502",http_response_status_code="502",network_protocol_version="1.1"} 1
        http_server_request_body_size_bytes_sum{http_route="/orders/{id}",http_request_method="GET",url_scheme="http",http_response_status_code="200",network_protocol_version="1.1"} 0
        http_server_request_body_size_bytes_count{http_route="/orders/{id}",http_request_method="GET",url_scheme="http",http_response_status_code="200",network_protocol_version="1.1"} 1
        http_server_request_body_size_bytes_sum{http_route="/orders/{id}",http_request_method="_OTHER",url_scheme="http",http_response_status_code="405",network_protocol_version="1.1"} 0
        http_server_request_body_size_bytes_count{http_route="/orders/{id}",http_request_method="_OTHER",url_scheme="http",http_response_status_code="405",network_protocol_version="1.1"} 1
        # HELP http_server_request_duration_seconds Time that requests took, in seconds.
        # TYPE http_server_request_duration_seconds histogram
        http_server_request_duration_seconds_count{http_request_method="GET",url_scheme="http",http_response_status_code="404",network_protocol_version="1.1"} 1
        http_server_request_duration_seconds_count{http_route="/fails",http_request_method="GET",url_scheme="http",error_type="502",http_response_status_code="502",network_protocol_version="1.1"} 1
        http_server_request_duration_seconds_count{http_route="/orders/{id}",http_request_method="GET",url_scheme="http",http_response_status_code="200",network_protocol_version="1.1"} 1
        http_server_request_duration_seconds_count{http_route="/orders/{id}",http_request_method="_OTHER",url_scheme="http",http_response_status_code="405",network_protocol_version="1.1"} 1
        # HELP http_server_response_body_size_bytes Bytes of response bodies that were sent.
        # TYPE http_server_response_body_size_bytes histogram
        http_server_response_body_size_bytes_sum{http_request_method="GET",url_scheme="http",http_response_status_code="404",network_protocol_version="1.1"} 0
        http_server_response_body_size_bytes_count{http_request_method="GET",url_scheme="http",http_response_status_code="404",network_protocol_version="1.1"} 1
        http_server_response_body_size_bytes_sum{http_route="/fails",http_request_method="GET",url_scheme="http",error_type="502",http_response_status_code="502",network_protocol_version="1.1"} 3
        http_server_response_body_size_bytes_count{http_route="/fails",http_request_method="GET",url_scheme="http",error_type="502",http_response_status_code="502",network_protocol_version="1.1"} 1
        http_server_response_body_size_bytes_sum{http_route="/orders/{id}",http_request_method="GET",url_scheme="http",http_response_status_code="200",network_protocol_version="1.1"} 7
        http_server_response_body_size_bytes_count{http_route="/orders/{id}",http_request_method="GET",url_scheme="http",http_response_status_code="200",network_protocol_version="1.1"} 1
        http_server_response_body_size_bytes_sum{http_route="/orders/{id}",http_request_method="_OTHER",url_scheme="http",http_response_status_code="405",network_protocol_version="1.1"} 0
        http_server_response_body_size_bytes_count{http_route="/orders/{id}",http_request_method="_OTHER",url_scheme="http",http_response_status_code="405",network_protocol_version="1.1"} 1
        # HELP tickmark_series_overflow_total How often a series was asked for that has no room of its own.
        # TYPE tickmark_series_overflow_total counter
        tickmark_series_overflow_total{family="http_server_request_body_size_bytes"} 0
        tickmark_series_overflow_total{family="http_server_request_duration_seconds"} 0
        tickmark_series_overflow_total{family="http_server_response_body_size_bytes"} 0
    "#]].assert_eq(&page(|m| m.naming(Naming::OpenTelemetry)).await);
}

#[tokio::test]
async fn everything_can_be_renamed() {
    let renamed = |m: MetricsLayer| {
        m.namespace("shop")
            .subsystem("api")
            .rename(Quantity::Requests, "visits_total")
            .rename(Quantity::InProgress, "visits_open")
            .without(Quantity::Duration)
            .without(Quantity::HighResolutionDuration)
            .without(Quantity::RequestSize)
            .without(Quantity::ResponseSize)
            .rename_label(Dimension::Route, "route")
            .rename_label(Dimension::Method, "verb")
            .rename_label(Dimension::Status, "code")
            .constant_label("service", "shop")
    };
    expect![[r#"
        # HELP shop_api_visits_open Requests under way.
        # TYPE shop_api_visits_open gauge
        shop_api_visits_open{service="shop"} 0
        # HELP shop_api_visits_total Requests that ended.
        # TYPE shop_api_visits_total counter
        shop_api_visits_total{service="shop",route="/fails",verb="GET",code="5xx"} 1
        shop_api_visits_total{service="shop",route="/orders/{id}",verb="GET",code="2xx"} 1
        shop_api_visits_total{service="shop",route="/orders/{id}",verb="other",code="4xx"} 1
        shop_api_visits_total{service="shop",route="none",verb="GET",code="4xx"} 1
        # HELP tickmark_series_overflow_total How often a series was asked for that has no room of its own.
        # TYPE tickmark_series_overflow_total counter
        tickmark_series_overflow_total{family="shop_api_visits_total"} 0
    "#]]
    .assert_eq(&page(renamed).await);
}

#[tokio::test]
async fn names_may_be_swapped() {
    let (registry, metrics) = layer();
    let swapped = metrics.rename_label(Dimension::Route, "method").rename_label(Dimension::Method, "handler");
    let app: Router = Router::new().layer(swapped.checked().expect("each has one"));
    get(&app, "/").await;
    assert_eq!(lines(&registry, "http_requests_total"), [r#"{method="none",handler="GET",status="4xx"} 1"#]);
}

#[tokio::test]
async fn open_telemetry_knows_how_a_request_came() {
    let (registry, metrics) = layer();
    let metrics = metrics.naming(Naming::OpenTelemetry).https().unmatched(Unmatched::Grouped("/else".into()));
    let app: Router = Router::new().layer(metrics);
    get(&app, "/").await;
    get(&app, "http://example.org/").await;
    let mut old = ::http::Request::get("/").body(axum::body::Body::empty()).expect("it is a request");
    *old.version_mut() = ::http::Version::HTTP_2;
    read(super::ask_with(&app, old).await).await;
    let series = |scheme, version| {
        format!(
            r#"{{http_route="/else",http_request_method="GET",url_scheme="{scheme}",http_response_status_code="404",network_protocol_version="{version}"}} 1"#
        )
    };
    assert_eq!(
        lines(&registry, "http_server_request_duration_seconds_count"),
        [series("http", "1.1"), series("https", "1.1"), series("https", "2")]
    );
}

#[tokio::test]
async fn durations_may_be_native_with_classic_buckets_beside() {
    let (registry, metrics) = layer();
    let app: Router = Router::new().layer(metrics.native());
    get(&app, "/").await;
    let natives = crate::native::Natives::of(&registry);
    for (family, bounds) in
        [("http_request_duration_seconds", 3), ("http_request_duration_highr_seconds", 21)]
    {
        let taken = natives.get(family, "");
        let (_, buckets, zero) = taken.native.as_ref().expect("it is native");
        assert_eq!((buckets.len(), *zero, taken.count), (1, 0, 1));
        assert_eq!(taken.classic.as_ref().map(|(bounds, _)| bounds.len()), Some(bounds));
    }
    assert!(natives.taken.keys().all(|(family, _)| !family.contains("size")));
}
