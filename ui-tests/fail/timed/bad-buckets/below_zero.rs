use tickmark::timed;

#[timed(name = "packing_seconds", buckets = [-1.0, 0.0, 0.5])]
fn pack() {}

fn main() {}
