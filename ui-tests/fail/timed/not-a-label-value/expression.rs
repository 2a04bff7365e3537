use tickmark::timed;

#[timed(name = "packing_seconds", labels(size = sizes.len() as f64))]
fn pack(sizes: &[u64]) {}

fn main() {}
