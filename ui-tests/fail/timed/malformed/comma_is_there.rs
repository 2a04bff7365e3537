use tickmark::timed;

#[timed(name = "packing_seconds" help = "How long packing took.")]
fn pack() {}

fn main() {}
