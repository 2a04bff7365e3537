use tickmark::timed;

const HELP: &str = "How long packing took.";

#[timed(name = packing_seconds, help = HELP)]
fn pack() {}

fn main() {}
