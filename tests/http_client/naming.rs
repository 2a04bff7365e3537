//! What families and labels are called.

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Empty;
use tickmark::{
    Registry,
    http::{ClientLayer, GrpcLayer, Naming, Quantity, RequestBody, StatusLabel, client::Dimension},
};
use tower::{Layer, ServiceExt, service_fn};

use crate::page::Page;

/// Sends a request for each target to a server that answers with the status at the end of its path.
async fn send(layer: &ClientLayer, targets: &[&str]) {
    let answer = |request: Request<RequestBody<Empty<Bytes>>>| async move {
        let status: u16 = request.uri().path().trim_start_matches('/').parse().expect("it is a status");
        Response::builder().status(status).body(Empty::<Bytes>::new())
    };
    for target in targets {
        let request = Request::get(*target).body(Empty::new()).expect("it is a request");
        layer.layer(service_fn(answer)).oneshot(request).await.expect("there is a response");
    }
}

const FOUR_TARGETS: [&str; 4] = [
    "https://api.example.com:8443/200",
    "http://a.example.org/404",
    "http://b.example.org/503",
    "http://evil/200",
];

/// For each of them the host, the port, the scheme, the status and the error.
const FOUR_ENDINGS: [[&str; 5]; 4] = [
    ["api.example.com", "8443", "https", "200", ""],
    ["*.example.org", "", "http", "404", "404"],
    ["*.example.org", "", "http", "503", "503"],
    ["other", "", "http", "200", ""],
];

#[tokio::test]
async fn the_names_of_opentelemetry() {
    let registry = Registry::new();
    let layer = ClientLayer::new()
        .registry(registry.clone())
        .naming(Naming::OpenTelemetry)
        .host("api.example.com:8443")
        .host("*.example.org");
    send(&layer, &FOUR_TARGETS).await;
    let page = Page::of(&registry);
    for [host, port, scheme, status, error] in FOUR_ENDINGS {
        let labels = [
            ("http_request_method", "GET"),
            ("network_protocol_version", "1.1"),
            ("server_address", host),
            ("server_port", port),
            ("url_scheme", scheme),
            ("http_response_status_code", status),
            ("error_type", error),
        ];
        for name in ["request_duration_seconds", "request_body_size_bytes", "response_body_size_bytes"] {
            let name = format!("http_client_{name}_count");
            assert_eq!(page.count(&name, &labels), Some(1), "{name} {labels:?}");
        }
    }
    let active = [("http_request_method", "GET"), ("server_address", "other"), ("url_scheme", "http")];
    assert_eq!(page.value("http_client_active_requests", &active), Some(0.0));
    assert!(page.family("http_client_requests_total").is_none());
}

#[tokio::test]
async fn names_and_labels_are_what_one_says() {
    let registry = Registry::new();
    let layer = ClientLayer::new()
        .registry(registry.clone())
        .namespace("shop")
        .subsystem("outgoing")
        .constant_label("zone", "north")
        .rename(Quantity::Requests, "calls_total")
        .rename_label(Dimension::Host, "target")
        .without_label(Dimension::Method)
        .without(Quantity::InProgress)
        .without(Quantity::RequestSize)
        .status(StatusLabel::Code)
        .buckets(Quantity::Duration, [1.0])
        .buckets(Quantity::ResponseSize, [10.0])
        .host("api");
    send(&layer, &["http://api/204"]).await;
    let page = Page::of(&registry);
    let common = [("zone", "north"), ("target", "api")];
    let ended = [&common[..], &[("status", "204")]].concat();
    assert_eq!(page.count("shop_outgoing_calls_total", &ended), Some(1));
    let names: Vec<&str> =
        page.families().map(|family| &*family.name).filter(|name| name.starts_with("shop_")).collect();
    assert_eq!(
        names,
        [
            "shop_outgoing_calls_total",
            "shop_outgoing_http_client_request_duration_seconds",
            "shop_outgoing_http_client_response_size_bytes",
        ]
    );
    for (name, bound) in [("request_duration_seconds", "1"), ("response_size_bytes", "10")] {
        let name = format!("shop_outgoing_http_client_{name}_bucket");
        let labels = [&common[..], &[("le", bound)]].concat();
        assert_eq!(page.count(&name, &labels), Some(1), "{name}");
    }
}

#[tokio::test]
async fn without_a_list_all_hosts_are_other() {
    let registry = Registry::new();
    send(&ClientLayer::new().registry(registry.clone()), &["http://a/200", "http://b:81/200"]).await;
    let labels = [("host", "other"), ("method", "GET"), ("status", "2xx")];
    assert_eq!(Page::of(&registry).count("http_client_requests_total", &labels), Some(2));
}

#[tokio::test]
async fn clones_and_services_of_a_layer_count_together() {
    let registry = Registry::new();
    let layer = ClientLayer::new().registry(registry.clone());
    send(&layer, &["http://a/200"]).await;
    send(&layer.clone(), &["http://a/200"]).await;
    let labels = [("host", "other"), ("method", "GET"), ("status", "2xx")];
    assert_eq!(Page::of(&registry).count("http_client_requests_total", &labels), Some(2));
    assert!(registry.check().is_ok());
}

#[tokio::test]
async fn what_cannot_be_is_told_and_the_rest_is_measured() {
    let registry = Registry::new();
    let layer = ClientLayer::new()
        .registry(registry.clone())
        .namespace("shop_")
        .rename(Quantity::InProgress, "x_total")
        .rename_label(Dimension::Host, "le")
        .constant_label("a-b", "x")
        .buckets(Quantity::Duration, [0.5, 0.1])
        .buckets(Quantity::Requests, [0.5])
        .limit(0);
    let problems = layer.clone().checked().expect_err("nothing of it can be");
    assert_eq!((problems.iter().count(), registry.check()), (7, Err(problems)));
    send(&layer, &["http://api/200"]).await;
    let labels = [("host", "other"), ("method", "GET")];
    assert_eq!(Page::of(&registry).count("http_client_request_duration_seconds_count", &labels), Some(1));
}

#[test]
fn nothing_is_there_where_nothing_is_measured() {
    let registry = Registry::new();
    let layer = ClientLayer::new().registry(registry.clone()).only_if_env("NOBODY_SETS_THIS");
    let calls = GrpcLayer::new().registry(registry.clone()).service("shop.v1.Orders", ["Place"]);
    assert!(layer.checked().is_ok() && calls.only_if_env("NOBODY_SETS_THIS").checked().is_ok());
    assert_eq!(registry.encode(), Registry::new().encode());
}
