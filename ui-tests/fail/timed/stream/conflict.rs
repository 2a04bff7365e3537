use futures_core::stream::BoxStream;
use tickmark::{Histogram, counted, timed};

static SECONDS: Histogram = Histogram::new();

fn rows() -> BoxStream<'static, Option<u8>> {
    loop {}
}

#[timed(stream, ok_if = Option::is_some)]
fn condition() -> BoxStream<'static, Option<u8>> {
    rows()
}

#[timed(stream, metric = SECONDS)]
fn metric() -> BoxStream<'static, Option<u8>> {
    rows()
}

#[timed(stream)]
#[counted(stream)]
fn counted_twice() -> BoxStream<'static, Option<u8>> {
    rows()
}

#[timed(stream = true)]
fn value() -> BoxStream<'static, Option<u8>> {
    rows()
}

fn main() {}
