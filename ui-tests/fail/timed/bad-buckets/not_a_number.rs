use tickmark::timed;

#[timed(name = "packing_seconds", buckets = [0.1, "fast"])]
fn pack() {}

fn main() {}
