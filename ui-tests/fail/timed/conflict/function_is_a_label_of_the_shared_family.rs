use tickmark::timed;

#[timed(name = "packing_seconds", function = "Store::pack")]
fn pack() {}

fn main() {}
