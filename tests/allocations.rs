//! What scrapes allocate. A program of its own, for its allocator counts.

#[path = "../runtime/benches/hot_path/allocations.rs"]
#[allow(dead_code, reason = "the benchmark uses all of it")]
mod allocations;
#[allow(dead_code, reason = "the other tests use all of it")]
mod drive;
#[path = "exposition/memory.rs"]
mod memory;

use std::{convert::Infallible, future::ready, sync::Arc};

use http_body_util::{BodyExt, Full};
use tickmark::{
    CounterValue, Family, FamilyMeta, HistogramValue, LabelSet, Labels, NativeHistogram, NativeValue,
    Registry, Sink, StateSetValue, SummaryValue,
    http::{MetricsLayer, Quantity, Route},
};
use tower::{Layer, Service};

#[derive(LabelSet)]
struct Numbered {
    number: usize,
}

/// Reads what it gets, and keeps nothing.
#[derive(Default)]
struct Reader {
    series: usize,
    observations: u64,
}

impl Sink for Reader {
    fn native_histogram(&mut self, _: Labels<'_>, value: &NativeValue<'_>) {
        self.series += 1;
        self.observations += value.ranges().map(|(_, _, count)| count).sum::<u64>();
    }

    fn family(&mut self, _: &FamilyMeta<'_>) {}

    fn counter(&mut self, _: Labels<'_>, _: &CounterValue<'_>) {}

    fn gauge(&mut self, _: Labels<'_>, _: f64) {}

    fn histogram(&mut self, _: Labels<'_>, _: &HistogramValue<'_>) {}

    fn summary(&mut self, _: Labels<'_>, _: &SummaryValue<'_>) {}

    fn info(&mut self, _: Labels<'_>) {}

    fn state_set(&mut self, _: Labels<'_>, _: &StateSetValue<'_>) {}

    fn unknown(&mut self, _: Labels<'_>, _: f64) {}
}

/// How often a scrape of so many series allocates, once there was one before.
fn scraping(series: usize) -> u64 {
    let family: Family<Numbered, NativeHistogram> = Family::new().factor(1.001).buckets(&[1.0, 10.0, 100.0]);
    let family = Arc::new(family);
    let registry = Registry::new();
    registry.register("sizes", "Sizes.", family.clone()).expect("the name is free");
    for number in 0..series {
        // Some of them with several generations of buckets.
        (0..200)
            .for_each(|step| family.with(Numbered { number }).observe(1.0 + f64::from(step) * number as f64));
    }
    registry.collect(&mut Reader::default());
    allocations::during(|| {
        let mut reader = Reader::default();
        registry.collect(&mut reader);
        assert_eq!((reader.series, reader.observations), (series, series as u64 * 200));
    })
}

#[test]
fn a_scrape_of_native_histograms_allocates_nothing_for_a_series() {
    assert_eq!(scraping(300), scraping(3));
}

/// How often a service that answers at once allocates for so many requests, measured by this layer.
fn answering(metrics: &MetricsLayer, requests: usize, body: &'static [u8]) -> u64 {
    let answer = |_| ready(Ok::<_, Infallible>(http::Response::new(Full::new(&b"body"[..]))));
    let mut service = metrics.layer(tower::service_fn(answer));
    let route = Route::new("/orders/{id}");
    let mut request = || {
        let mut request = http::Request::new(Full::new(body));
        request.extensions_mut().insert(route.clone());
        let response = drive::finish(service.call(request)).expect("it can't fail");
        assert_eq!(drive::finish(response.into_body().collect()).map(|body| body.to_bytes().len()), Ok(4));
    };
    request();
    allocations::during(|| (0..requests).for_each(|_| request()))
}

#[test]
fn a_request_for_a_known_route_allocates_nothing_and_one_with_a_body_once() {
    let registry = Registry::new();
    // Its own cost: extensions, and what collects the body.
    let plain = answering(&MetricsLayer::new().only_if_env("TICKMARK_TESTS_NOBODY_SETS_THIS"), 100, b"");
    let metrics = MetricsLayer::new().registry(registry.clone());
    assert_eq!(answering(&metrics, 100, b"") - plain, 0);
    assert_eq!(answering(&metrics, 100, b"body") - plain, 100);
    let without = metrics.without(Quantity::RequestSize);
    assert_eq!(answering(&without, 100, b"body") - plain, 0);
    let labelled = without.label_from_request("kind", |_| "few");
    assert_eq!(answering(&labelled, 100, b"") - plain, 200);
}
