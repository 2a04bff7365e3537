//! Streams are recorded while they are polled, in all shapes in which one stream may stand for another.
#![deny(warnings, missing_docs, missing_debug_implementations, unreachable_pub, unused_qualifications)]
#![deny(unused_results, trivial_casts, elided_lifetimes_in_paths, single_use_lifetimes)]
#![warn(clippy::pedantic)]
#![allow(clippy::unnecessary_to_owned, reason = "that the stream borrows nothing is what is tested")]

use std::{
    fmt::Display,
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use futures_core::{Stream, stream::BoxStream};
use tickmark::{counted, in_flight, timed};

/// Yields what is in it, from the back.
struct Rows<T>(Vec<T>);

impl<T> Unpin for Rows<T> {}

impl<T> Stream for Rows<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<T>> {
        Poll::Ready(self.0.pop())
    }
}

fn count<T>(mut stream: impl Stream<Item = T> + Unpin) -> usize {
    let mut number = 0;
    while let Poll::Ready(Some(_)) =
        Pin::new(&mut stream).poll_next(&mut Context::from_waker(Waker::noop()))
    {
        number += 1;
    }
    number
}

struct Store {
    boxes: Vec<String>,
}

impl Store {
    #[timed(stream)]
    fn names(&self) -> impl Stream<Item = &str> + Send + Unpin {
        Rows(self.boxes.iter().map(String::as_str).collect())
    }

    #[timed(stream, counted, in_flight(high_water), clock = busy, sample = 2, only = success)]
    fn lent<'a>(&'a mut self) -> BoxStream<'a, Result<&'a mut String, std::num::ParseIntError>> {
        if self.boxes.len() > 5 {
            return Box::pin(Rows(vec!["five".parse::<u8>().map(|_| unreachable!())]));
        }
        Box::pin(Rows(self.boxes.iter_mut().map(Ok).collect()))
    }

    #[counted(name = "rows_total", stream, labels(by = by), outcome(label = "end"))]
    async fn fetched(self, by: &str) -> Pin<Box<dyn Stream<Item = String> + Send>> {
        if by.is_empty() {
            return Box::pin(Rows(Vec::new()));
        }
        Box::pin(Rows(self.boxes))
    }
}

#[in_flight(stream)]
fn inferred() -> impl Stream<Item = Result<u8, String>> + Unpin {
    Rows(Vec::new())
}

#[timed(stream)]
fn generic<T: Display>(values: Vec<T>) -> impl Stream<Item = impl Display> + Unpin {
    Rows(values)
}

#[timed(stream)]
fn captures_nothing(text: &str) -> impl Stream<Item = usize> + Unpin + use<> {
    Rows(vec![text.len()])
}

#[timed(stream)]
#[must_use]
fn boxed_future() -> Pin<Box<dyn Future<Output = BoxStream<'static, u64>> + Send>> {
    Box::pin(async move { Box::pin(Rows(vec![1, 2])) })
}

trait Numbers {
    fn numbers(&self) -> impl Stream<Item = u8> + Send;
}

#[timed]
impl Numbers for u8 {
    #[timed(stream)]
    fn numbers(&self) -> impl Stream<Item = u8> + Send {
        Rows((0..*self).collect())
    }
}

macro_rules! stream_of {
    ($name:ident, $item:ty, $body:expr) => {
        #[timed(stream)]
        fn $name() -> impl Stream<Item = $item> + Unpin {
            $body
        }
    };
}

stream_of!(by_macro, Option<u8>, Rows(vec![None]));

fn ready<T>(future: impl Future<Output = T>) -> T {
    match std::pin::pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the future waits"),
    }
}

fn main() {
    let mut store = Store { boxes: vec!["a".to_owned()] };
    assert_eq!(count(store.names()), 1);
    assert_eq!(count(store.lent()), 1);
    assert_eq!(count(ready(store.fetched("shop"))), 1);
    assert_eq!(count(inferred()) + count(by_macro()), 1);
    assert_eq!(count(generic(vec![1, 2])), 2);
    let captured = captures_nothing(&"four".to_owned());
    assert_eq!(count(captured), 1);
    assert_eq!(count(ready(boxed_future())), 2);
    assert_eq!(count(Box::pin(3_u8.numbers())), 3);
    let page = tickmark::encode();
    assert!(page.contains("rows_items_total{by=\"shop\"} 1\n"));
    assert!(page.contains("function=\"<u8 as Numbers>::numbers\"} 3\n"));
}
