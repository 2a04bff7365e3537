//! Spans of OpenTelemetry, as its own kit makes them.

use std::time::Duration;

use opentelemetry::{
    Context, ContextGuard,
    trace::{FutureExt, SpanContext, TraceContextExt, Tracer, TracerProvider},
};
use opentelemetry_sdk::trace::{Sampler, SdkTracer, SdkTracerProvider};
use tickmark::{
    Counter, Exemplar, Histogram, NativeHistogram, Registry, Summary, count, counted,
    testing::{FakeClock, with_registry},
    time, timed,
};

use crate::{
    drive::{cancel, finish, panics, pause},
    seen::Seen,
};

pub(crate) fn tracer(sampler: Sampler) -> SdkTracer {
    SdkTracerProvider::builder().with_sampler(sampler).build().tracer("tests")
}

/// A span that is the current one until the guard is dropped.
fn enter(sampler: Sampler) -> (SpanContext, ContextGuard) {
    let context = Context::current_with_span(tracer(sampler).start("work"));
    (context.span().span_context().clone(), context.attach())
}

/// What an exemplar of this span says.
pub(crate) fn labels_of(span: &SpanContext) -> String {
    format!("trace_id=\"{}\",span_id=\"{}\"", span.trace_id(), span.span_id())
}

fn said(exemplar: Option<&Exemplar>) -> Option<String> {
    exemplar.map(|exemplar| exemplar.labels().as_str().to_owned())
}

#[test]
fn what_is_recorded_in_a_sampled_span_says_so() {
    let (counter, histogram) = (Counter::new(), Histogram::with_buckets(&[1.0, 2.0]));
    let (native, summary) = (NativeHistogram::new(), Summary::new());
    let (span, _guard) = enter(Sampler::AlwaysOn);
    counter.inc_by(3);
    histogram.observe(1.5);
    native.observe(1.5);
    summary.observe(1.5);
    let expected = labels_of(&span);
    assert_eq!(expected.len(), r#"trace_id="",span_id="""#.len() + 32 + 16);
    let exemplar = counter.exemplar().expect("it was counted in a span");
    assert_eq!((exemplar.labels().as_str(), exemplar.value()), (expected.as_str(), 3.0));
    assert_eq!(said(histogram.exemplars().first()), Some(expected.clone()));
    assert_eq!(said(native.value().exemplars.first()), Some(expected));
}

#[test]
fn outside_of_spans_and_in_those_that_are_not_sampled_there_are_no_exemplars() {
    let counter = Counter::new();
    counter.inc();
    let (_, guard) = enter(Sampler::AlwaysOff);
    counter.inc();
    drop(guard);
    let _nothing = Context::new().attach();
    counter.inc();
    assert_eq!((counter.get(), counter.exemplar()), (3, None));
}

#[test]
fn the_innermost_span_is_the_one() {
    let (clock, counter) = (FakeClock::install(), Counter::new());
    let (outer, _outer) = enter(Sampler::AlwaysOn);
    let (inner, guard) = enter(Sampler::AlwaysOn);
    assert_eq!(outer.trace_id(), inner.trace_id());
    counter.inc();
    assert_eq!(said(counter.exemplar().as_ref()), Some(labels_of(&inner)));
    drop(guard);
    clock.advance(Duration::from_secs(10));
    counter.inc();
    assert_eq!(said(counter.exemplar().as_ref()), Some(labels_of(&outer)));
}

#[test]
fn an_exemplar_of_a_span_stays_for_seven_seconds_unless_one_comes_by_hand() {
    let (clock, counter) = (FakeClock::install(), Counter::new());
    let (first, guard) = enter(Sampler::AlwaysOn);
    counter.inc();
    drop(guard);
    let (_, guard) = enter(Sampler::AlwaysOn);
    clock.advance(Duration::from_millis(6_900));
    counter.inc();
    assert_eq!(said(counter.exemplar().as_ref()), Some(labels_of(&first)));
    counter.inc_with_exemplar([("id", "1")]);
    clock.advance(Duration::from_millis(200));
    counter.inc();
    assert_eq!(said(counter.exemplar().as_ref()), Some(r#"id="1""#.to_owned()));
    drop(guard);
    let (last, _guard) = enter(Sampler::AlwaysOn);
    clock.advance(Duration::from_secs(7));
    counter.inc();
    assert_eq!(said(counter.exemplar().as_ref()), Some(labels_of(&last)));
}

#[timed(name = "pack_duration_seconds", buckets = [0.1, 1.0])]
#[counted(name = "packed_total")]
fn pack(clock: &FakeClock, is_fine: bool) -> Result<(), ()> {
    clock.advance(Duration::from_millis(250));
    if is_fine { Ok(()) } else { Err(()) }
}

#[test]
fn annotated_calls_have_exemplars_in_seconds_whichever_way_they_end() {
    let (registry, clock) = (Registry::new(), FakeClock::install());
    let (span, _guard) = enter(Sampler::AlwaysOn);
    with_registry(&registry, || {
        _ = pack(&clock, true);
        _ = pack(&clock, false);
    });
    let seen = Seen::of(&registry);
    for outcome in [r#"outcome="success""#, r#"outcome="failure""#] {
        let timed = seen.find(&["pack_duration_seconds", outcome]).expect("it was in a span");
        assert_eq!((timed.value(), said(Some(timed))), (0.25, Some(labels_of(&span))));
        let counted = seen.find(&["packed_total", outcome]).expect("it was in a span");
        assert_eq!((counted.value(), said(Some(counted))), (1.0, Some(labels_of(&span))));
    }
    assert!(seen.find(&["pack_duration_seconds", "le=1", "success"]).is_some());
    assert_eq!(seen.exemplars.len(), 4);
}

#[timed(name = "fetch_duration_seconds")]
async fn fetch(is_fine: bool) {
    pause().await;
    assert!(is_fine, "it is meant to fail");
}

#[test]
fn futures_have_exemplars_of_the_span_that_they_are_polled_in() {
    let registry = Registry::new();
    let context = || Context::current_with_span(tracer(Sampler::AlwaysOn).start("work"));
    let (done, failed, dropped) = (context(), context(), context());
    with_registry(&registry, || {
        finish(fetch(true).with_context(done.clone()));
        assert!(panics(|| finish(fetch(false).with_context(failed.clone()))));
        // Nobody polls it when it is dropped: no span is the current one.
        cancel(fetch(true).with_context(dropped));
        // The same with another future's span around.
        let _guard = done.clone().attach();
        cancel(fetch(true));
    });
    let seen = Seen::of(&registry);
    let of = |outcome: &str| said(seen.find(&["fetch_duration_seconds", outcome]));
    assert_eq!(of("success"), Some(labels_of(done.span().span_context())));
    assert_eq!(of("panic"), Some(labels_of(failed.span().span_context())));
    assert_eq!(of("cancelled"), Some(labels_of(done.span().span_context())));
}

#[test]
fn sections_of_functions_have_exemplars() {
    let registry = Registry::new();
    let (span, _guard) = enter(Sampler::AlwaysOn);
    with_registry(&registry, || {
        time!(name = "section_duration_seconds", {});
        count!(name = "sections_total", {});
    });
    let seen = Seen::of(&registry);
    for family in ["section_duration_seconds", "sections_total"] {
        assert_eq!(said(seen.find(&[family])), Some(labels_of(&span)), "{family}");
    }
}
