use tickmark::timed;

#[timed(name = "packing-seconds")]
fn pack() {}

#[timed(name = "")]
fn send() {}

fn main() {}
