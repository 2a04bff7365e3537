use tickmark::timed;

#[timed(name = "packing_seconds", buckets = [])]
fn pack() {}

fn main() {}
