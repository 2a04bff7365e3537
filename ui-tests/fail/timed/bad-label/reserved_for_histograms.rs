use tickmark::timed;

#[timed(name = "packing_seconds", labels(le = size, quantile = size))]
fn pack(size: u64) {}

fn main() {}
