use tickmark::timed;

#[timed(name = "packing_seconds", labels(size: &str = "small"))]
fn pack() {}

fn main() {}
