use tickmark::timed;

#[timed(name = "packing_seconds", labels(), outcome())]
fn pack() {}

fn main() {}
