//! The ways to serve the same routes.

use axum::{Router, routing::get};
use axum_prometheus::PrometheusMetricLayer;
use tickmark::http::{MetricsLayer, Naming};
use tower_layer::Identity;

/// One of them.
pub struct Variant {
    pub name: &'static str,
    /// Puts its layer around the routes, and its page beside them as `/metrics`.
    pub wrap: fn(Router) -> Router,
    /// The family of its page that counts requests: a variant that has one and misses requests is refused.
    pub counter: Option<&'static str>,
}

/// What the others are compared with.
pub static PLAIN: Variant = Variant { name: "plain", wrap: |routes| routes, counter: None };

/// In the order of the report.
pub static OTHERS: &[Variant] = &[
    // By how much two processes of the same program differ.
    Variant { name: "plain-again", wrap: |routes| routes, counter: None },
    // What axum takes for any layer.
    Variant { name: "identity", wrap: |routes| routes.layer(Identity::new()), counter: None },
    Variant {
        name: "tickmark",
        wrap: |routes| tickmark(routes, Naming::Instrumentator),
        counter: Some("http_requests_total"),
    },
    Variant {
        name: "tickmark-otel",
        wrap: |routes| tickmark(routes, Naming::OpenTelemetry),
        counter: Some("http_server_request_duration_seconds_count"),
    },
    Variant { name: "tickmark-off", wrap: tickmark_switched_off, counter: None },
    Variant { name: "axum-prometheus", wrap: axum_prometheus, counter: Some("axum_http_requests_total") },
];

fn tickmark(routes: Router, naming: Naming) -> Router {
    let routes = routes.layer(MetricsLayer::new().naming(naming));
    routes.route("/metrics", get(|| async { tickmark::encode() }))
}

fn tickmark_switched_off(routes: Router) -> Router {
    tickmark::set_enabled(false);
    tickmark(routes, Naming::Instrumentator)
}

/// As its documentation recommends.
fn axum_prometheus(routes: Router) -> Router {
    let (layer, handle) = PrometheusMetricLayer::pair();
    routes.layer(layer).route("/metrics", get(|| async move { handle.render() }))
}

pub fn named(name: &str) -> Result<&'static Variant, String> {
    let mut all = std::iter::once(&PLAIN).chain(OTHERS);
    all.find(|variant| variant.name == name).ok_or_else(|| {
        let names: Vec<&str> = OTHERS.iter().map(|variant| variant.name).collect();
        format!("no such variant as `{name}`; there are {}, {}", PLAIN.name, names.join(", "))
    })
}
