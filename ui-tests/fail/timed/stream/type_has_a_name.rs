use std::{
    pin::Pin,
    task::{Context, Poll},
};

use futures_core::Stream;
use tickmark::timed;

struct Rows;

impl Stream for Rows {
    type Item = u8;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u8>> {
        Poll::Ready(None)
    }
}

#[timed(stream)]
fn named() -> Rows {
    Rows
}

#[timed(stream)]
fn in_another() -> Option<impl Stream<Item = u8>> {
    Some(Rows)
}

#[timed(stream)]
fn nothing() {}

#[timed(stream)]
async fn number() -> u8 {
    5
}

fn main() {}
