//! The shapes that a function can have that returns a stream.

use std::{fmt::Display, panic::Location, pin::Pin};

use futures_core::{Stream, stream::BoxStream};
use tickmark::{Outcome, counted, timed};

use super::{endings, generator::generate, items};
use crate::{
    drive::{cancel, collect, finish, panics, pause},
    page::Page,
};

/// The endings of a function, and its items.
#[track_caller]
fn recorded(function: &str) -> ([u64; 4], u64) {
    let page = Page::now();
    let endings = endings(&page, "function_duration_seconds_count", module_path!(), function);
    (endings, items(&page, module_path!(), function))
}

struct Stock {
    boxes: Vec<String>,
}

impl Stock {
    fn new() -> Self {
        Self { boxes: vec!["a".to_owned(), "b".to_owned()] }
    }

    #[timed(stream)]
    fn borrowed(&self) -> impl Stream<Item = &str> + Send {
        generate(async move |yielder| {
            for name in &self.boxes {
                yielder.give(name.as_str()).await;
            }
        })
    }

    #[timed(stream)]
    fn boxed(&mut self) -> BoxStream<'_, Result<&mut String, String>> {
        if self.boxes.is_empty() {
            return Box::pin(generate(async |yielder| yielder.give(Err("none".to_owned())).await));
        }
        Box::pin(generate(async move |yielder| {
            for name in &mut self.boxes {
                yielder.give(Ok(name)).await;
            }
        }))
    }
}

#[test]
fn a_stream_may_borrow_what_it_goes_through() {
    let stock = Stock::new();
    assert_eq!(collect(stock.borrowed()), ["a", "b"]);
    assert_eq!(recorded("borrowed"), ([1, 0, 0, 0], 2));
}

#[test]
fn a_boxed_stream_is_what_it_was_and_may_be_returned_early() {
    let mut stock = Stock::new();
    for name in collect(stock.boxed()) {
        name.expect("there are some").push('!');
    }
    assert_eq!(stock.boxes, ["a!", "b!"]);
    assert!(collect(Stock { boxes: Vec::new() }.boxed())[0].is_err());
    assert_eq!(recorded("boxed"), ([1, 1, 0, 0], 3));
}

/// Of a type of our own, which says what a failure is.
struct Checked(bool);

impl Outcome for Checked {
    fn is_failure(&self) -> bool {
        !self.0
    }
}

#[timed(stream)]
fn checked(is_good: bool) -> impl Stream<Item = Checked> {
    generate(async move |yielder| yielder.give(Checked(is_good)).await)
}

#[test]
fn a_type_says_what_a_failed_item_is() {
    assert_eq!(collect(checked(true)).len() + collect(checked(false)).len(), 2);
    assert_eq!(recorded("checked"), ([1, 1, 0, 0], 2));
}

#[timed(stream)]
fn generic<T: Display + Copy + 'static>(value: T) -> impl Stream<Item = impl Display> {
    generate(async move |yielder| yielder.give(value).await)
}

#[timed(stream)]
fn nothing_captured(text: &str) -> Pin<Box<dyn Stream<Item = usize> + Send + 'static>> {
    let length = text.len();
    Box::pin(generate(async move |yielder| yielder.give(length).await))
}

#[timed(stream)]
fn without_captures(text: &str) -> impl Stream<Item = usize> + use<> {
    let length = text.len();
    generate(async move |yielder| yielder.give(length).await)
}

fn collect_in_a_thread<T: Send + 'static>(stream: impl Stream<Item = T> + Send + 'static) -> Vec<T> {
    std::thread::spawn(|| collect(stream)).join().expect("nothing panics")
}

#[test]
fn what_the_stream_captures_is_what_it_captured() {
    assert_eq!(collect(generic(7))[0].to_string(), "7");
    assert_eq!(collect_in_a_thread(nothing_captured(&String::from("four"))), [4]);
    assert_eq!(collect_in_a_thread(without_captures(&String::from("four"))), [4]);
    for function in ["generic", "nothing_captured", "without_captures"] {
        assert_eq!(recorded(function), ([1, 0, 0, 0], 1), "{function}");
    }
}

/// Nothing but what the signature says tells the type of its items.
struct Nothing<T>(Vec<T>);

impl<T: Unpin> Stream for Nothing<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut std::task::Context<'_>) -> std::task::Poll<Option<T>> {
        std::task::Poll::Ready(self.0.pop())
    }
}

#[timed(stream)]
fn inferred() -> impl Stream<Item = Result<u8, String>> + Unpin {
    Nothing(Vec::new())
}

#[timed(stream)]
#[track_caller]
fn asks_for_its_caller() -> impl Stream<Item = u32> {
    Nothing(vec![Location::caller().line()])
}

#[test]
fn types_and_callers_are_found_as_they_were() {
    assert_eq!(collect(inferred()), []);
    assert_eq!(recorded("inferred"), ([1, 0, 0, 0], 0));
    assert_eq!(collect(asks_for_its_caller()), [line!()]);
    assert_eq!(recorded("asks_for_its_caller"), ([1, 0, 0, 0], 1));
}

#[timed(stream)]
async fn asynchronous(refuse: bool) -> impl Stream<Item = Result<u8, String>> {
    pause().await;
    assert!(!refuse, "on purpose");
    generate(async |yielder| yielder.give(Ok(1)).await)
}

#[test]
fn the_call_of_an_async_function_begins_with_its_future() {
    drop(asynchronous(false));
    assert_eq!(recorded("asynchronous"), ([0; 4], 0));
    cancel(asynchronous(false));
    assert_eq!(recorded("asynchronous"), ([0, 0, 0, 1], 0));
    assert!(panics(|| finish(asynchronous(true))));
    assert_eq!(recorded("asynchronous"), ([0, 0, 1, 1], 0));
    drop(finish(asynchronous(false)));
    assert_eq!(recorded("asynchronous"), ([0, 0, 1, 2], 0));
    assert_eq!(collect(finish(asynchronous(false))), [Ok(1)]);
    assert_eq!(recorded("asynchronous"), ([1, 0, 1, 2], 1));
}

#[async_trait::async_trait]
trait Shelf {
    async fn of_async_trait(&self) -> BoxStream<'_, &str>;
}

#[async_trait::async_trait]
impl Shelf for Stock {
    #[timed(stream)]
    async fn of_async_trait(&self) -> BoxStream<'_, &str> {
        if self.boxes.is_empty() {
            return Box::pin(generate(async |_| {}));
        }
        Box::pin(self.borrowed_unrecorded())
    }
}

impl Stock {
    fn borrowed_unrecorded(&self) -> impl Stream<Item = &str> + Send {
        generate(async move |yielder| {
            for name in &self.boxes {
                yielder.give(name.as_str()).await;
            }
        })
    }
}

#[timed(stream)]
fn returned_future() -> impl Future<Output = BoxStream<'static, u8>> {
    async move { Box::pin(Nothing(vec![1, 2])) }
}

#[test]
fn a_future_by_hand_is_as_good_as_an_async_function() {
    let stock = Stock::new();
    assert_eq!(collect(finish(stock.of_async_trait())), ["a", "b"]);
    assert_eq!(recorded("of_async_trait"), ([1, 0, 0, 0], 2));
    assert_eq!(collect(finish(returned_future())), [2, 1]);
    assert_eq!(recorded("returned_future"), ([1, 0, 0, 0], 2));
}

trait Numbers {
    fn numbers(&self) -> impl Stream<Item = u8>;
}

impl Numbers for u8 {
    #[counted(stream)]
    fn numbers(&self) -> impl Stream<Item = u8> {
        Nothing((0..*self).collect())
    }
}

#[test]
fn a_trait_may_return_one_and_counted_counts_items_too() {
    assert_eq!(collect(3_u8.numbers()).len(), 3);
    let page = Page::now();
    assert_eq!(endings(&page, "function_calls_total", module_path!(), "numbers"), [1, 0, 0, 0]);
    assert_eq!(items(&page, module_path!(), "numbers"), 3);
    assert_eq!(
        page.count(
            "function_first_item_seconds_count",
            &[("module", module_path!()), ("function", "numbers")]
        ),
        None
    );
}
