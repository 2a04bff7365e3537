use tickmark::timed;

#[timed(name = "packing_seconds", outcome = status)]
fn pack() {}

#[timed(name = "sending_seconds", outcome)]
fn send() {}

fn main() {}
