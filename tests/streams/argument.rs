//! `stream` beside other arguments.

use std::{sync::LazyLock, task::Poll};

use futures_core::{Stream, stream::BoxStream};
use tickmark::{LabelValue, Registry, counted, in_flight, timed};

use super::generator::generate;
use crate::{
    drive::{collect, poll_next},
    page::Page,
};

#[derive(Clone, Copy, LabelValue)]
enum Kind {
    Row,
    Page,
}

fn yields(number: usize) -> impl Stream<Item = Result<usize, String>> + Send {
    generate(async move |yielder| {
        for number in 0..number {
            yielder.give(Ok(number)).await;
        }
    })
}

fn fails() -> impl Stream<Item = Result<usize, String>> + Send {
    generate(async move |yielder| yielder.give(Err("on purpose".to_owned())).await)
}

/// Rows.
#[timed(
    name = "streams_export_seconds",
    stream,
    labels(kind = kind, shop = shop),
    outcome(label = "status", success = "completed"),
    counted(name = "streams_export_total"),
    in_flight(name = "streams_export_in_flight", high_water),
    slow = "1h"
)]
fn export(kind: Kind, shop: String) -> BoxStream<'static, Result<usize, String>> {
    drop(shop);
    Box::pin(yields(2))
}

#[test]
fn labels_are_read_when_the_function_is_called() {
    assert_eq!(collect(export(Kind::Row, "corner".to_owned())).len(), 2);
    let page = Page::now();
    let labels = [("kind", "row"), ("shop", "corner")];
    let ended = [labels[0], labels[1], ("status", "completed")];
    for (name, labels, count) in [
        ("streams_export_items_total", &labels[..], 2),
        ("streams_export_first_item_seconds_count", &labels, 1),
        ("streams_export_in_flight", &labels, 0),
        ("streams_export_in_flight_high_water", &labels, 1),
        ("streams_export_total", &ended, 1),
        ("streams_export_seconds_count", &ended, 1),
    ] {
        assert_eq!(page.count(name, labels), Some(count), "{name}");
    }
    assert_eq!(
        page.family("streams_export_items_total").map(|family| &*family.help),
        Some("Items that streams yielded.")
    );
    assert_eq!(page.count("streams_export_slow_total", &ended), Some(0));
}

#[counted(name = "streams_closed_total", stream, labels(kind = kind), outcome = none)]
fn closed(kind: Kind) -> impl Stream<Item = Result<usize, String>> {
    if matches!(kind, Kind::Row) { yields(1) } else { yields(4) }
}

#[test]
fn closed_labels_are_there_from_the_start() {
    let of = |kind| {
        let page = Page::now();
        let labels = [("kind", kind)];
        (page.count("streams_closed_total", &labels), page.count("streams_closed_items_total", &labels))
    };
    assert_eq!(of("page"), (Some(0), Some(0)));
    assert_eq!(collect(closed(Kind::Page)).len(), 4);
    assert_eq!((of("page"), of("row")), ((Some(1), Some(4)), (Some(0), Some(0))));
}

#[in_flight(name = "streams_open_in_flight", stream, high_water)]
fn open() -> impl Stream<Item = Result<usize, String>> {
    yields(1)
}

#[in_flight(stream)]
fn open_in_the_shared_family() -> impl Stream<Item = Result<usize, String>> {
    yields(1)
}

#[test]
fn a_stream_is_under_way_from_its_first_poll_to_its_end() {
    let labels = [("module", module_path!()), ("function", "open_in_the_shared_family")];
    let now = || {
        let page = Page::now();
        let shared = page.count("function_calls_in_flight", &labels);
        assert_eq!(shared, page.count("streams_open_in_flight", &[]));
        (shared, page.count("streams_open_in_flight_high_water", &[]))
    };
    let (mut first, mut other) = (Box::pin(open()), Box::pin(open_in_the_shared_family()));
    assert_eq!(now(), (Some(0), Some(0)));
    assert_eq!(poll_next(first.as_mut()), Poll::Ready(Some(Ok(0))));
    assert_eq!(poll_next(other.as_mut()), Poll::Ready(Some(Ok(0))));
    assert_eq!(now(), (Some(1), Some(1)));
    drop(first);
    assert_eq!(collect(other), []);
    assert_eq!(now(), (Some(0), Some(1)));
    drop((open(), open_in_the_shared_family()));
    assert_eq!(now(), (Some(0), Some(1)));
}

#[timed(name = "streams_failures_seconds", stream, only = failure)]
fn only_failures(is_good: bool) -> BoxStream<'static, Result<usize, String>> {
    if is_good { Box::pin(yields(3)) } else { Box::pin(fails()) }
}

#[test]
fn only_is_about_the_ending_and_not_about_items() {
    assert_eq!(collect(only_failures(true)).len() + collect(only_failures(false)).len(), 4);
    let page = Page::now();
    let count = |outcome| page.count("streams_failures_seconds_count", &[("outcome", outcome)]);
    assert_eq!((count("success"), count("failure")), (None, Some(1)));
    assert_eq!(page.count("streams_failures_items_total", &[]), Some(4));
    assert_eq!(page.count("streams_failures_first_item_seconds_count", &[]), Some(2));
}

#[timed(name = "streams_sampled_seconds", stream, sample = 10)]
fn sampled() -> impl Stream<Item = Result<usize, String>> {
    yields(2)
}

#[test]
fn of_a_sample_all_items_count_and_some_streams_are_timed() {
    for _ in 0..20 {
        assert_eq!(collect(sampled()).len(), 2);
    }
    let page = Page::now();
    assert_eq!(page.count("streams_sampled_items_total", &[]), Some(40));
    assert_eq!(page.count("streams_sampled_first_item_seconds_count", &[]), Some(2));
    assert_eq!(page.count("streams_sampled_seconds_count", &[("outcome", "success")]), Some(2));
}

static OWN: LazyLock<Registry> = LazyLock::new(Registry::new);

#[timed(stream, registry = &*OWN)]
fn elsewhere() -> impl Stream<Item = Result<usize, String>> {
    yields(2)
}

#[test]
fn all_its_families_are_in_the_given_registry() {
    assert_eq!(collect(elsewhere()).len(), 2);
    let labels = [("module", module_path!()), ("function", "elsewhere")];
    assert_eq!(Page::of(&OWN).count("function_items_total", &labels), Some(2));
    assert_eq!(Page::of(&OWN).count("function_first_item_seconds_count", &labels), Some(1));
    assert_eq!(Page::now().count("function_items_total", &labels), None);
}
