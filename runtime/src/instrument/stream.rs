//! The stream that a function returns.

use std::{
    fmt, mem,
    pin::Pin,
    task::{Context, Poll},
};

use futures_core::Stream;
use pin_project_lite::pin_project;

use super::{Call, Ending, call::Unfinished, record::Record, start};

/// How far a call is whose end is that of a stream.
#[must_use = "dropping it ends the call"]
pub enum Life<R: Record> {
    /// Nobody has polled yet.
    Ahead(R),
    UnderWay {
        call: Call<R>,
        /// What it is when the stream ends.
        ending: Ending,
    },
    /// It is recorded; the stream may be polled on.
    Over,
}

/// A call that begins when its stream is polled first.
#[inline]
pub fn start_later<R: Record>(record: R) -> Life<R> {
    Life::Ahead(record)
}

/// A call that began with the future whose output the stream is.
#[inline]
pub fn under_way<R: Record>(mut call: Call<R>) -> Life<R> {
    call.end_poll(Unfinished::Cancelled);
    Life::UnderWay { call, ending: Ending::Success }
}

impl<R: Record> Life<R> {
    #[inline]
    fn begin_poll(&mut self) {
        if let Self::Ahead(_) = self
            && let Self::Ahead(mut record) = mem::replace(self, Self::Over)
        {
            record.begin();
            *self = Self::UnderWay { call: start(record), ending: Ending::Success };
        }
        if let Self::UnderWay { call, .. } = self {
            call.begin_poll();
        }
    }

    /// The stream waits, or who polls it does.
    #[inline]
    fn end_poll(&mut self) {
        if let Self::UnderWay { call, ending } = self {
            // Who stops at a failure has not lost patience.
            call.end_poll(if *ending == Ending::Success {
                Unfinished::Cancelled
            } else {
                Unfinished::Failure
            });
        }
    }

    /// One failure among the items is enough.
    #[inline]
    fn item(&mut self, of_item: Ending) {
        if let Self::UnderWay { call, ending } = self {
            call.item();
            if of_item != Ending::Success {
                *ending = of_item;
            }
        }
        self.end_poll();
    }

    #[inline]
    fn finish(&mut self) {
        if let Self::UnderWay { call, ending } = mem::replace(self, Self::Over) {
            call.finish(ending);
        }
    }
}

/// A poll that is not over; dropped, it has panicked, and so has the call.
struct Polling<'a, R: Record>(&'a mut Life<R>);

impl<R: Record> Drop for Polling<'_, R> {
    #[cold]
    fn drop(&mut self) {
        *self.0 = Life::Over;
    }
}

pin_project! {
    /// A stream whose call is recorded when it ends, when it panics, and when it is dropped.
    struct Streamed<R: Record, S, F> {
        life: Life<R>,
        ask: F,
        #[pin]
        stream: S,
    }
}

/// Records the life of a stream; `ask` says of an item whether it is a failure. The type has no name, so that the compiler has nothing to add about it
/// where `stream` is none, or one of other items.
#[inline]
pub fn stream<T, R, S, F>(life: Life<R>, stream: S, ask: F) -> impl Stream<Item = T>
where
    R: Record,
    S: Stream<Item = T>,
    F: Fn(&T) -> Ending,
{
    Streamed { life, ask, stream }
}

/// The stream as a trait object is made from it.
#[inline]
pub fn boxed<S>(stream: S) -> Pin<Box<S>> {
    Box::pin(stream)
}

impl<R: Record, S: Stream, F: Fn(&S::Item) -> Ending> Stream for Streamed<R, S, F> {
    type Item = S::Item;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<S::Item>> {
        let this = self.project();
        this.life.begin_poll();
        let polling = Polling(this.life);
        let polled = this.stream.poll_next(context);
        match &polled {
            Poll::Ready(Some(item)) => polling.0.item((this.ask)(item)),
            Poll::Ready(None) => polling.0.finish(),
            Poll::Pending => polling.0.end_poll(),
        }
        mem::forget(polling);
        polled
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.stream.size_hint()
    }
}

impl<R: Record> fmt::Debug for Life<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Life").finish_non_exhaustive()
    }
}
