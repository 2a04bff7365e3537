use tickmark::timed;

#[timed(name = "packing_seconds_sum")]
fn pack() {}

#[timed(name = "packing_seconds_bucket")]
fn send() {}

fn main() {}
