//! Streams that are written like functions, in the way of the crate `async-stream`.

use std::{
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

use futures_core::Stream;

use crate::drive::pause;

/// Where the body leaves an item.
pub(super) struct Yielder<T>(Arc<Mutex<Option<T>>>);

/// A stream of what `body` yields until it is done.
pub(super) struct Generator<T, B> {
    left: Arc<Mutex<Option<T>>>,
    body: Option<Pin<Box<B>>>,
}

pub(super) fn generate<T, B: Future<Output = ()>>(body: impl FnOnce(Yielder<T>) -> B) -> Generator<T, B> {
    let left = Arc::new(Mutex::new(None));
    Generator { body: Some(Box::pin(body(Yielder(left.clone())))), left }
}

impl<T> Yielder<T> {
    pub(super) async fn give(&self, item: T) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(item);
        pause().await;
    }
}

impl<T, B: Future<Output = ()>> Stream for Generator<T, B> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        let is_done = body.as_mut().poll(context).is_ready();
        if is_done {
            self.body = None;
        }
        match self.left.lock().unwrap_or_else(PoisonError::into_inner).take() {
            None if !is_done => Poll::Pending,
            item => Poll::Ready(item),
        }
    }
}
