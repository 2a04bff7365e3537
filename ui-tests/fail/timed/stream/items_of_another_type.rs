use futures_core::Stream;
use tickmark::timed;

#[timed(stream)]
fn rows(numbers: impl Stream<Item = u16>) -> impl Stream<Item = u8> {
    numbers
}

fn main() {}
