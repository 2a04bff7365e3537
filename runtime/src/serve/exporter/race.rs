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

/// Waits for either; the right one is asked first, because a left one that is always done must not hide it.
pub(super) async fn race<L: Future, R: Future>(
    left: L,
    mut right: Pin<&mut R>,
) -> First<L::Output, R::Output> {
    let mut left = pin!(left);
    poll_fn(|cx| {
        if let Poll::Ready(output) = right.as_mut().poll(cx) {
            return Poll::Ready(First::Right(output));
        }
        left.as_mut().poll(cx).map(First::Left)
    })
    .await
}

#[cfg(test)]
mod tests {
    use std::{
        future::ready,
        pin::pin,
        task::{Context, Poll, Waker},
    };

    use super::{First, race};

    #[test]
    fn where_both_are_done_the_right_one_counts() {
        let mut right = pin!(ready(2));
        let race = pin!(race(ready(1), right.as_mut()));
        let first = race.poll(&mut Context::from_waker(Waker::noop()));
        assert!(matches!(first, Poll::Ready(First::Right(2))));
    }
}
