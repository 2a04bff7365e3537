use tickmark::timed;

#[timed(help = "How long packing took.", buckets = [0.1])]
fn pack() {}

fn main() {}
