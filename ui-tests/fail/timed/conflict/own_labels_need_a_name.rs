use tickmark::timed;

#[timed(labels(size = size), outcome = none)]
fn pack(size: u64) {}

fn main() {}
