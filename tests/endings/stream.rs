//! The same for streams: each attribute has another argument for them.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use futures_core::Stream;

use super::shapes::{Answer, Refused, Shape, Way, body, refuse};
use crate::drive::pause;

/// A stream of the one thing that a future returns.
struct Once<F>(Option<Pin<Box<F>>>);

fn once<F: Future>(future: F) -> Once<F> {
    Once(Some(Box::pin(future)))
}

impl<F: Future> Stream for Once<F> {
    type Item = F::Output;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<F::Output>> {
        let Some(future) = &mut self.0 else { return Poll::Ready(None) };
        let polled = future.as_mut().poll(context);
        if polled.is_ready() {
            self.0 = None;
        }
        polled.map(Some)
    }
}

/// What is in the stream; `return` and `?` leave it.
async fn answer(way: Way, value: u32) -> Answer {
    pause().await;
    body!(way, value)
}

macro_rules! streams {
    ($module:ident: $attribute:meta) => {
        pub(super) mod $module {
            use super::*;

            pub(in super::super) const MODULE: &str = module_path!();

            pub(in super::super) const SHAPES: &[(&str, Shape)] = &[
                ("hidden", Shape::Stream(|way| Box::pin(hidden(way)))),
                ("boxed", Shape::Stream(boxed)),
                ("generic", Shape::Stream(|way| Box::pin(generic(way, 7_u8)))),
                ("method", Shape::Stream(|way| Box::pin(Stock { left: 7 }.method(way)))),
                ("later", Shape::Async(|way| Box::pin(first(later(way))))),
            ];

            #[$attribute]
            fn hidden(way: Way) -> impl Stream<Item = Answer> {
                once(answer(way, 7))
            }

            #[$attribute]
            fn boxed(way: Way) -> Pin<Box<dyn Stream<Item = Answer>>> {
                Box::pin(once(answer(way, 7)))
            }

            #[$attribute]
            fn generic<T: Into<u32>>(way: Way, value: T) -> impl Stream<Item = Answer> {
                once(answer(way, value.into()))
            }

            struct Stock {
                left: u32,
            }

            impl Stock {
                #[$attribute]
                fn method(self, way: Way) -> impl Stream<Item = Answer> {
                    once(answer(way, self.left))
                }
            }

            #[$attribute]
            async fn later(way: Way) -> impl Stream<Item = Answer> {
                pause().await;
                once(answer(way, 7))
            }
        }
    };
}

/// The first item of the stream that a future returns; then the stream is dropped, unless it is at its end.
async fn first<S: Stream<Item = Answer>>(stream: impl Future<Output = S>) -> Answer {
    let mut stream = Box::pin(stream.await);
    let item = std::future::poll_fn(|context| stream.as_mut().poll_next(context)).await;
    let end = std::future::poll_fn(|context| stream.as_mut().poll_next(context)).await;
    assert!(end.is_none(), "it has one item");
    item.expect("it has one item")
}

streams!(timed_alone: tickmark::timed(stream));
streams!(counted_alone: tickmark::counted(stream));
streams!(timed_and_counted: tickmark::timed(counted, stream));
