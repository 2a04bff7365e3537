use tickmark::timed;

#[timed(name = "packing_total")]
fn pack() {}

#[timed(name = "packing_seconds_total")]
fn send() {}

fn main() {}
