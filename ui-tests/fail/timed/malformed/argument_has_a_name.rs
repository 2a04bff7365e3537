use tickmark::timed;

#[timed("packing_seconds")]
fn pack() {}

fn main() {}
