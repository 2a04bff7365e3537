use tickmark::timed;

#[timed(name = "packing_seconds", labels(size: u64 = size as u32))]
fn pack(size: u64) {}

fn main() {}
