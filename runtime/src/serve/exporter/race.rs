//! Two futures, of which the first to be done counts.

use std::{
    future::poll_fn,
    pin::{Pin, pin},
    task::Poll,
};

/// What the first of two futures gives.
pub(super) enum First<L, R> {
    Left(L),
    Right(R),
}

/// Waits for either; the left one is asked first.
pub(super) async fn race<L: Future, R: Future>(
    left: L,
    mut right: Pin<&mut R>,
) -> First<L::Output, R::Output> {
    let mut left = pin!(left);
    poll_fn(|cx| {
        if let Poll::Ready(output) = left.as_mut().poll(cx) {
            return Poll::Ready(First::Left(output));
        }
        right.as_mut().poll(cx).map(First::Right)
    })
    .await
}
