use tickmark::timed;

#[timed(nmae = "packing_seconds")]
fn pack() {}

#[timed(level = "info")]
fn send() {}

fn main() {}
