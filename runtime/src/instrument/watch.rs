//! The body of an `async` function.

use std::{
    fmt,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use super::{Call, call::Unfinished, record::Record};

pin_project! {
    /// A future whose call is recorded as cancelled when it is dropped between two polls, and as a panic when it is
    /// dropped in the middle of one. Asking whether the thread panics would take a future that is dropped while somebody
    /// else's panic unwinds for one that panicked.
    pub struct Watch<R: Record, F> {
        call: Option<Call<R>>,
        #[pin]
        future: F,
    }
}

/// Runs the body of an `async` function to its end, then hands the call back with what the body returned.
#[inline]
pub fn watch<R: Record, F>(call: Call<R>, future: F) -> Watch<R, F> {
    Watch { call: Some(call), future }
}

/// What a future returns, before its code is seen: a type that is still to be inferred.
pub struct Output<T>(PhantomData<fn() -> T>);

impl<T> Output<T> {
    /// Of a type that is known later.
    #[allow(clippy::new_without_default, reason = "for generated code")]
    pub const fn new() -> Self {
        Self(PhantomData)
    }

    /// Never called: it tells the compiler that a future returns this.
    ///
    /// # Panics
    ///
    /// Always.
    pub fn of_any_type(&self) -> T {
        unreachable!("generated code never calls this")
    }
}

impl<T> fmt::Debug for Output<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Output").finish()
    }
}

impl<R: Record, F: Future> Future for Watch<R, F> {
    type Output = (Call<R>, F::Output);

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        // Only a future that is polled after its end has no call, and an `async` function panics before it gets here.
        let Some(call) = this.call else { return Poll::Pending };
        call.begin_poll();
        let Poll::Ready(output) = this.future.poll(context) else {
            call.end_poll(Unfinished::Cancelled);
            return Poll::Pending;
        };
        match this.call.take() {
            Some(call) => Poll::Ready((call, output)),
            None => Poll::Pending,
        }
    }
}

impl<R: Record, F> fmt::Debug for Watch<R, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch").finish_non_exhaustive()
    }
}
