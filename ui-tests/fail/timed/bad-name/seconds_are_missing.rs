use tickmark::timed;

#[timed(name = "packing")]
fn pack() {}

#[timed(name = "packing_milliseconds")]
fn send() {}

fn main() {}
