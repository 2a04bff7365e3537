use tickmark::timed;

#[timed(name = "packing_seconds", labels = size)]
fn pack(size: u64) {}

fn main() {}
