//! An answer that will be there.

use std::{
    fmt,
    future::Future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    task::{Context, Poll, Waker},
    time::Instant,
};

use http::Response;

use super::{Answer, Asked, Body, InFlight, Refusal, Rendering, ScrapeHandler};

/// An answer that will be there; [`ScrapeHandler::respond`] makes it.
///
/// Nothing begins before it is polled, and the time it has counts from when it was made. Any executor will do.
#[must_use = "futures do nothing unless they are polled"]
pub struct ResponseFuture(State);

enum State {
    Asked(ScrapeHandler, Asked),
    Waiting(Waiting),
    /// As it is while it is looked at, and once it has answered.
    Answered,
}

/// Waits for a page.
struct Waiting {
    handler: ScrapeHandler,
    asked: Asked,
    rendering: Arc<Rendering>,
    /// Unlike that of any other.
    number: u64,
    _in_flight: InFlight,
}

impl ResponseFuture {
    pub(super) fn new(handler: ScrapeHandler, asked: Asked) -> Self {
        Self(State::Asked(handler, asked))
    }
}

impl Future for ResponseFuture {
    type Output = Response<Body>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Response<Body>> {
        let waiting = match std::mem::replace(&mut self.0, State::Answered) {
            State::Asked(handler, asked) => {
                let in_flight = handler.begin();
                match handler.start(&asked) {
                    Ok(rendering) => Waiting::new(handler, asked, rendering, in_flight),
                    Err(answer) => return Poll::Ready(handler.end(answer, &asked)),
                }
            }
            State::Waiting(waiting) => waiting,
            State::Answered => return Poll::Pending,
        };
        let answered = waiting.poll(context.waker());
        if answered.is_pending() {
            self.0 = State::Waiting(waiting);
        }
        answered
    }
}

impl Waiting {
    fn new(handler: ScrapeHandler, asked: Asked, rendering: Arc<Rendering>, in_flight: InFlight) -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Relaxed);
        Self { handler, asked, rendering, number, _in_flight: in_flight }
    }

    fn poll(&self, waker: &Waker) -> Poll<Response<Body>> {
        let answer = match self.rendering.poll(self.number, waker) {
            Poll::Ready(rendered) => self.handler.answer(rendered),
            Poll::Pending if self.asked.deadline <= Instant::now() => Answer::Refused(Refusal::Late),
            Poll::Pending => {
                self.handler.alarms().set(self.asked.deadline, self.number, waker);
                return Poll::Pending;
            }
        };
        Poll::Ready(self.handler.end(answer, &self.asked))
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.rendering.leave(self.number);
        self.handler.alarms().clear(self.asked.deadline, self.number);
    }
}

impl fmt::Debug for ResponseFuture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}
