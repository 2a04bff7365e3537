//! Spans of `tracing`, which `tracing-opentelemetry` makes the current ones of OpenTelemetry.

use std::sync::Mutex;

use opentelemetry::trace::{SpanContext, TraceContextExt};
use opentelemetry_sdk::trace::Sampler;
use tickmark::{Registry, testing::with_registry, timed};
use tracing::{Span, instrument, instrument::WithSubscriber, subscriber::with_default};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::{Registry as Spans, layer::SubscriberExt};

use crate::{
    drive::{finish, pause},
    seen::Seen,
    spans::{labels_of, tracer},
};

/// The spans that the bodies below were in.
static BODIES: Mutex<Vec<(&str, SpanContext)>> = Mutex::new(Vec::new());

/// Told by the body of an annotated function.
fn in_body(function: &'static str) {
    let span = Span::current().context().span().span_context().clone();
    BODIES.lock().expect("nobody panics").push((function, span));
}

fn span_of(function: &str) -> SpanContext {
    let bodies = BODIES.lock().expect("nobody panics");
    let found = bodies.iter().find(|(name, _)| *name == function);
    found.map(|(_, span)| span.clone()).expect("it was called")
}

fn subscriber(sampler: Sampler, activates: bool) -> impl tracing::Subscriber + Send + Sync {
    let layer = tracing_opentelemetry::layer().with_tracer(tracer(sampler));
    Spans::default().with(layer.with_context_activation(activates))
}

fn exemplar_of(registry: &Registry, function: &str) -> Option<String> {
    let seen = Seen::of(registry);
    seen.find(&[&format!("function=\"{function}\"")]).map(|exemplar| exemplar.labels().as_str().to_owned())
}

#[timed]
#[instrument]
fn timed_above() {
    in_body("timed_above");
}

#[instrument]
#[timed]
fn timed_below() {
    in_body("timed_below");
}

#[timed]
#[instrument]
async fn timed_above_async() {
    pause().await;
    in_body("timed_above_async");
    pause().await;
}

#[instrument]
#[timed]
async fn timed_below_async() {
    pause().await;
    in_body("timed_below_async");
}

#[timed]
#[instrument]
fn not_sampled() {
    in_body("not_sampled");
}

#[timed]
#[instrument]
fn not_activated() {
    in_body("not_activated");
}

#[test]
fn a_call_that_is_timed_above_its_instrumentation_is_recorded_in_its_own_span() {
    let registry = Registry::new();
    with_registry(&registry, || with_default(subscriber(Sampler::AlwaysOn, true), timed_above));
    assert_eq!(exemplar_of(&registry, "timed_above"), Some(labels_of(&span_of("timed_above"))));
}

#[test]
fn a_call_that_is_timed_below_its_instrumentation_is_recorded_in_the_span_around() {
    let registry = Registry::new();
    let around = with_registry(&registry, || {
        with_default(subscriber(Sampler::AlwaysOn, true), || {
            timed_below();
            assert_eq!(exemplar_of(&registry, "timed_below"), None);
            let around = tracing::info_span!("around");
            around.in_scope(timed_below);
            around.context().span().span_context().clone()
        })
    });
    assert_eq!(exemplar_of(&registry, "timed_below"), Some(labels_of(&around)));
}

#[test]
fn so_it_is_with_futures() {
    let registry = Registry::new();
    let spans = || subscriber(Sampler::AlwaysOn, true);
    with_registry(&registry, || {
        finish(timed_above_async().with_subscriber(spans()));
        finish(timed_below_async().with_subscriber(spans()));
    });
    let expected = labels_of(&span_of("timed_above_async"));
    assert_eq!(exemplar_of(&registry, "timed_above_async"), Some(expected));
    assert_eq!(exemplar_of(&registry, "timed_below_async"), None);
}

#[test]
fn spans_that_are_not_sampled_or_not_made_current_are_not_seen() {
    let registry = Registry::new();
    with_registry(&registry, || {
        with_default(subscriber(Sampler::AlwaysOff, true), not_sampled);
        with_default(subscriber(Sampler::AlwaysOn, false), not_activated);
    });
    assert!(span_of("not_activated").is_sampled());
    assert!(Seen::of(&registry).exemplars.is_empty());
}
