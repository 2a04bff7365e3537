use tickmark::timed;

#[timed(name = "packing_seconds", outcome(succes = "completed"))]
fn pack() {}

fn main() {}
