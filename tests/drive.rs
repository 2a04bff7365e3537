//! Runs functions to the end that a test wants.

use std::{
    cell::Cell,
    panic::{self, AssertUnwindSafe, catch_unwind},
    pin::{Pin, pin},
    sync::Once,
    task::{Context, Poll, Waker},
};

use futures_core::Stream;

thread_local! {
    static IS_MEANT_TO_PANIC: Cell<bool> = const { Cell::new(false) };
}

/// Whether `body` panics. It is meant to, so nothing is printed.
pub(crate) fn panics<R>(body: impl FnOnce() -> R) -> bool {
    keep_quiet_about_what_is_meant();
    let outer = IS_MEANT_TO_PANIC.replace(true);
    let result = catch_unwind(AssertUnwindSafe(body));
    IS_MEANT_TO_PANIC.set(outer);
    result.is_err()
}

fn keep_quiet_about_what_is_meant() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let hook = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !IS_MEANT_TO_PANIC.get() {
                hook(panic);
            }
        }));
    });
}

/// One poll, by nobody who could be woken.
pub(crate) fn poll_once<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

/// Polls until there is an output; for futures that are ready some time without being woken.
pub(crate) fn finish<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = poll_once(future.as_mut()) {
            return output;
        }
    }
}

/// Begins, and drops it half-way.
pub(crate) fn cancel(future: impl Future) {
    let mut future = Box::pin(future);
    assert!(poll_once(future.as_mut()).is_pending(), "it was done before it could be cancelled");
}

/// One poll of a stream, by nobody who could be woken.
pub(crate) fn poll_next<S: Stream + ?Sized>(stream: Pin<&mut S>) -> Poll<Option<S::Item>> {
    stream.poll_next(&mut Context::from_waker(Waker::noop()))
}

/// Polls until the stream ends; for streams that are ready some time without being woken.
pub(crate) fn collect<S: Stream>(stream: S) -> Vec<S::Item> {
    let (mut stream, mut items) = (pin!(stream), Vec::new());
    loop {
        match poll_next(stream.as_mut()) {
            Poll::Ready(Some(item)) => items.push(item),
            Poll::Ready(None) => return items,
            Poll::Pending => {}
        }
    }
}

/// Pending once, then ready: a place at which a future can be dropped.
pub(crate) async fn pause() {
    let mut paused = false;
    std::future::poll_fn(
        |_| {
            if std::mem::replace(&mut paused, true) { Poll::Ready(()) } else { Poll::Pending }
        },
    )
    .await;
}
