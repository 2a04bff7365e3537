#[cfg(feature = "stream")]
mod streams;

use std::{
    future::{pending, ready},
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
    sync::Mutex,
    task::{Context, Waker},
};

use super::{Ending, Endings, OutcomeLabel, record::Record, start, watch};

/// Keeps what is recorded.
#[derive(Default)]
struct Log(Mutex<Vec<Ending>>);

impl Log {
    fn endings(&self) -> Vec<Ending> {
        self.0.lock().expect("nothing panics with the log").clone()
    }
}

impl Record for &Log {
    fn is_on(&self) -> bool {
        true
    }

    fn record(&self, ending: Ending) {
        self.0.lock().expect("nothing panics with the log").push(ending);
    }
}

fn poll_once(future: impl Future) {
    _ = pin!(future).poll(&mut Context::from_waker(Waker::noop()));
}

#[test]
fn only_endings_that_can_be_have_a_value_and_a_rank() {
    for (endings, values, ranks) in [
        (Endings::SYNC, &["success", "panic"][..], [0, 0, 1, 0]),
        (Endings::SYNC_FALLIBLE, &["success", "failure", "panic"], [0, 1, 2, 0]),
        (Endings::ASYNC, &["success", "panic", "cancelled"], [0, 0, 1, 2]),
        (Endings::ASYNC_FALLIBLE, &["success", "failure", "panic", "cancelled"], [0, 1, 2, 3]),
    ] {
        let label = OutcomeLabel::new(endings);
        assert_eq!(label.values().map(|(_, value)| value).collect::<Vec<_>>(), values);
        assert_eq!(label.ranks(1), ranks);
    }
}

#[test]
fn a_future_that_is_dropped_between_polls_was_cancelled() {
    let log = Log::default();
    poll_once(watch(start(&log), pending::<()>()));
    assert_eq!(log.endings(), [Ending::Cancelled]);
}

#[test]
fn a_future_that_panics_while_it_is_polled_panicked() {
    let log = Log::default();
    let panics = async { panic!("while it is polled") };
    _ = catch_unwind(AssertUnwindSafe(|| poll_once(watch(start(&log), panics))));
    assert_eq!(log.endings(), [Ending::Panic]);
}

#[test]
fn a_future_that_is_dropped_by_somebody_elses_panic_was_cancelled() {
    let log = Log::default();
    _ = catch_unwind(AssertUnwindSafe(|| {
        let mut future = Box::pin(watch(start(&log), pending::<()>()));
        _ = future.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        panic!("somebody else's");
    }));
    assert_eq!(log.endings(), [Ending::Cancelled]);
}

#[test]
fn a_future_that_is_done_hands_its_call_back_unrecorded() {
    let log = Log::default();
    poll_once(async {
        let (call, output) = watch(start(&log), ready(7)).await;
        assert_eq!((output, log.endings().len()), (7, 0));
        call.finish(Ending::Failure(0));
    });
    assert_eq!(log.endings(), [Ending::Failure(0)]);
}
