use tickmark::timed;

#[timed(name = "packing_seconds", labels(size = size, size = "small"))]
fn pack(size: u64) {}

fn main() {}
