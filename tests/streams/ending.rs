//! How streams end, and when.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
    thread,
    time::Duration,
};

use futures_core::Stream;
use tickmark::timed;

use super::{endings, first_items, generator::generate, items};
use crate::{
    drive::{collect, panics, pause, poll_next},
    page::Page,
};

const DURATION: &str = "function_duration_seconds_count";
const CALLS: &str = "function_calls_total";

/// The endings in both families, which agree.
#[track_caller]
fn ended(function: &str) -> [u64; 4] {
    let page = Page::now();
    let timed = endings(&page, DURATION, module_path!(), function);
    assert_eq!(timed, endings(&page, CALLS, module_path!(), function));
    timed
}

#[track_caller]
fn counts(function: &str) -> (u64, u64) {
    let page = Page::now();
    (items(&page, module_path!(), function), first_items(&page, module_path!(), function))
}

/// Three items, of which the one with this number fails.
macro_rules! three {
    ($name:ident) => {
        #[timed(counted, stream)]
        fn $name(failing: usize) -> impl Stream<Item = Result<usize, String>> {
            generate(async move |yielder| {
                for number in 0..3 {
                    pause().await;
                    let item = if number == failing { Err("on purpose".to_owned()) } else { Ok(number) };
                    yielder.give(item).await;
                }
            })
        }
    };
}

three!(good);
three!(failing);
three!(failing_and_dropped);
three!(dropped);
three!(dropped_early);
three!(never_polled);

#[test]
fn a_stream_that_ends_is_a_success() {
    assert_eq!(collect(good(7)).len(), 3);
    assert_eq!((ended("good"), counts("good")), ([1, 0, 0, 0], (3, 1)));
}

#[test]
fn one_failure_among_the_items_makes_the_stream_a_failure() {
    assert_eq!(collect(failing(1)).len(), 3);
    assert_eq!((ended("failing"), counts("failing")), ([0, 1, 0, 0], (3, 1)));
}

#[test]
fn who_stops_at_a_failure_has_not_cancelled() {
    let mut stream = Box::pin(failing_and_dropped(0));
    while !matches!(poll_next(stream.as_mut()), Poll::Ready(Some(Err(_)))) {}
    drop(stream);
    assert_eq!((ended("failing_and_dropped"), counts("failing_and_dropped")), ([0, 1, 0, 0], (1, 1)));
}

#[test]
fn a_stream_that_is_dropped_before_its_end_is_cancelled() {
    let mut stream = Box::pin(dropped(7));
    while poll_next(stream.as_mut()).is_pending() {}
    drop(stream);
    assert_eq!((ended("dropped"), counts("dropped")), ([0, 0, 0, 1], (1, 1)));
}

#[test]
fn a_stream_that_is_dropped_before_its_first_item_has_no_time_to_it() {
    assert!(poll_next(Box::pin(dropped_early(7)).as_mut()).is_pending());
    assert_eq!((ended("dropped_early"), counts("dropped_early")), ([0, 0, 0, 1], (0, 0)));
}

#[test]
fn a_stream_that_is_never_polled_is_no_call() {
    drop(never_polled(7));
    assert_eq!((ended("never_polled"), counts("never_polled")), ([0; 4], (0, 0)));
}

/// Panics at its second item, and goes on as if nothing had been.
struct Panicking(u32);

impl Stream for Panicking {
    type Item = u32;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u32>> {
        self.0 += 1;
        assert!(self.0 != 2, "on purpose");
        Poll::Ready((self.0 < 4).then_some(self.0))
    }
}

#[timed(counted, stream)]
fn panicking() -> impl Stream<Item = u32> {
    Panicking(0)
}

#[test]
fn a_stream_that_panics_has_ended_though_it_is_polled_on() {
    let mut stream = panicking();
    assert_eq!(poll_next(Pin::new(&mut stream)), Poll::Ready(Some(1)));
    assert!(panics(|| poll_next(Pin::new(&mut stream))));
    assert_eq!((ended("panicking"), counts("panicking")), ([0, 0, 1, 0], (1, 1)));
    assert_eq!(collect(stream), [3]);
    assert_eq!((ended("panicking"), counts("panicking")), ([0, 0, 1, 0], (1, 1)));
}

#[timed(counted, stream)]
fn dropped_by_a_panic() -> impl Stream<Item = Infallible> {
    generate(async |_| std::future::pending().await)
}

#[test]
fn a_stream_that_is_dropped_while_another_panic_unwinds_is_cancelled() {
    assert!(panics(|| {
        let mut stream = Box::pin(dropped_by_a_panic());
        assert!(poll_next(stream.as_mut()).is_pending());
        panic!("somebody else's");
    }));
    assert_eq!(ended("dropped_by_a_panic"), [0, 0, 0, 1]);
}

/// Ends after each item, and begins again.
struct Restarting(u32);

impl Stream for Restarting {
    type Item = u32;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u32>> {
        self.0 += 1;
        Poll::Ready((self.0 % 2 == 1).then_some(self.0))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (7, Some(70))
    }
}

#[timed(counted, stream)]
fn restarting() -> impl Stream<Item = u32> {
    Restarting(0)
}

#[test]
fn after_its_end_a_stream_does_what_it_did() {
    let mut stream = restarting();
    assert_eq!(stream.size_hint(), (7, Some(70)));
    let polled = [(); 4].map(|()| poll_next(Pin::new(&mut stream)));
    assert_eq!(polled, [Some(1), None, Some(3), None].map(Poll::Ready));
    assert_eq!((ended("restarting"), counts("restarting")), ([1, 0, 0, 0], (1, 1)));
}

#[timed(name = "streams_slept_seconds", stream, clock = busy, buckets = [0.05, 3_600.0])]
fn sleeping() -> impl Stream<Item = u32> {
    generate(async |yielder| {
        thread::sleep(Duration::from_millis(60));
        yielder.give(1).await;
        yielder.give(2).await;
    })
}

#[test]
fn the_clock_starts_with_the_first_poll_and_stops_with_the_end() {
    let mut stream = Box::pin(sleeping());
    thread::sleep(Duration::from_secs(1));
    assert_eq!(poll_next(stream.as_mut()), Poll::Ready(Some(1)));
    thread::sleep(Duration::from_millis(300));
    assert_eq!(collect(stream), [2]);
    let page = Page::now();
    let value = |name: &str, labels: &[(&str, &str)]| page.value(name, labels).expect("it is there");
    let success = [("outcome", "success")];
    let first = value("streams_slept_first_item_seconds_sum", &[]);
    let all = value("streams_slept_seconds_sum", &success);
    let busy = value("streams_slept_busy_seconds_sum", &success);
    assert!((0.05..0.9).contains(&first), "the first item after {first}");
    assert!(all - busy >= 0.2 && busy >= 0.05, "busy {busy}, in all {all}");
    assert_eq!(page.count("streams_slept_first_item_seconds_bucket", &[("le", "0.05")]), Some(0));
    assert_eq!(page.count("streams_slept_first_item_seconds_count", &[]), Some(1));
    assert_eq!(page.count("streams_slept_items_total", &[]), Some(2));
}
