//! Requests lead to the span in which they end.

use std::convert::Infallible;

use http_body_util::Full;
use opentelemetry::{
    Context,
    trace::{TraceContextExt, Tracer},
};
use opentelemetry_sdk::trace::Sampler;
use tickmark::{
    Registry,
    http::MetricsLayer,
    testing::{FakeClock, with_registry},
};
use tower::{Layer, Service};

use crate::{drive::finish, seen::Seen, spans::tracer};

#[test]
fn a_request_that_ends_in_a_span_leads_to_it() {
    let _clock = FakeClock::install();
    let registry = Registry::new();
    let layer = MetricsLayer::new();
    let answer = async |_| Ok::<_, Infallible>(http::Response::new(Full::new(&b"body"[..])));
    // A layer belongs to the registry in whose scope it was put on a service.
    let mut service = with_registry(&registry, || layer.layer(tower::service_fn(answer)));

    let context = Context::current_with_span(tracer(Sampler::AlwaysOn).start("request"));
    let trace = context.span().span_context().trace_id().to_string();
    let guard = context.attach();
    drop(finish(service.call(http::Request::new(Full::new(&b""[..])))));
    drop(guard);

    let seen = Seen::of(&registry);
    let labels = r#"handler="none",method="GET""#;
    for parts in [
        ["http_requests_total", labels],
        ["http_request_duration_seconds{", labels],
        ["http_request_duration_highr_seconds", "le=0.01"],
    ] {
        let exemplar = seen.find(&parts).unwrap_or_else(|| panic!("none of {parts:?}"));
        assert!(exemplar.labels().as_str().contains(&trace), "{exemplar:?}");
    }
    drop(finish(service.call(http::Request::new(Full::new(&b""[..])))));
    assert!(!tickmark::encode().contains("http_requests_total"));
}
