use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    sync::Mutex,
    task::{Context, Poll, Waker},
};

use futures_core::Stream;

use crate::instrument::{Ending, boxed, record::Record, start, start_later, stream, under_way};

/// Keeps everything that a record is told.
#[derive(Default)]
struct Diary(Mutex<Vec<String>>);

impl Diary {
    fn note(&self, what: &str) {
        self.0.lock().expect("nothing panics with the diary").push(what.to_owned());
    }

    /// What was noted, one after the other.
    fn read(&self) -> String {
        self.0.lock().expect("nothing panics with the diary").join(" ")
    }
}

impl Record for &Diary {
    fn is_on(&self) -> bool {
        true
    }

    fn record(&self, ending: Ending) {
        self.note(&format!("{ending:?}"));
    }

    fn begin(&mut self) {
        self.note("begin");
    }

    fn begin_poll(&mut self) {
        self.note("poll");
    }

    fn end_poll(&mut self) {
        self.note("wait");
    }

    fn item(&mut self) {
        self.note("item");
    }
}

/// Yields what it is told; its items are failures from 10 on, and it panics at 99.
struct Script(Vec<Poll<Option<u32>>>);

impl Stream for Script {
    type Item = u32;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u32>> {
        let next = self.0.remove(0);
        assert_ne!(next, Poll::Ready(Some(99)), "on purpose");
        next
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.0.len(), None)
    }
}

const END: Poll<Option<u32>> = Poll::Ready(None);
const WAIT: Poll<Option<u32>> = Poll::Pending;

const fn yields(item: u32) -> Poll<Option<u32>> {
    Poll::Ready(Some(item))
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "items are lent, whatever they are")]
fn ask(item: &u32) -> Ending {
    if *item < 10 { Ending::Success } else { Ending::Failure(0) }
}

/// Polls to the end of the script, drops the stream, and reads what was noted.
fn noted(script: &[Poll<Option<u32>>]) -> String {
    let diary = Diary::default();
    let mut stream = boxed(stream(start_later(&diary), Script(script.to_vec()), ask));
    for (index, expected) in script.iter().enumerate() {
        assert_eq!(stream.size_hint(), (script.len() - index, None));
        let poll = || stream.as_mut().poll_next(&mut Context::from_waker(Waker::noop()));
        if let Ok(polled) = catch_unwind(AssertUnwindSafe(poll)) {
            assert_eq!(polled, *expected);
        }
    }
    drop(stream);
    diary.read()
}

#[test]
fn a_stream_that_is_never_polled_records_nothing() {
    assert_eq!(noted(&[]), "");
}

#[test]
fn a_stream_is_recorded_once_at_its_end() {
    assert_eq!(noted(&[WAIT, yields(1), END]), "begin poll wait poll item wait poll Success");
    assert_eq!(noted(&[END, yields(1), END]), "begin poll Success");
}

#[test]
fn a_failure_among_the_items_is_the_ending_whatever_follows() {
    assert_eq!(noted(&[yields(10), yields(1), END]), "begin poll item wait poll item wait poll Failure(0)");
    assert_eq!(noted(&[yields(10), yields(1)]), "begin poll item wait poll item wait Failure(0)");
}

#[test]
fn a_stream_that_is_dropped_before_its_end_is_cancelled() {
    assert_eq!(noted(&[WAIT]), "begin poll wait Cancelled");
    assert_eq!(noted(&[yields(1)]), "begin poll item wait Cancelled");
}

#[test]
fn a_panic_is_recorded_when_it_happens_and_nothing_after_it() {
    assert_eq!(noted(&[yields(99)]), "begin poll Panic");
    assert_eq!(noted(&[yields(10), yields(99), yields(1), END]), "begin poll item wait poll Panic");
}

#[test]
fn a_call_that_began_with_a_future_ends_with_the_stream() {
    let diary = Diary::default();
    drop(stream(under_way(start(&diary)), Script(Vec::new()), ask));
    assert_eq!(diary.read(), "wait Cancelled");
}
