use tickmark::timed;

#[timed(skip = true)]
fn pack() {}

fn main() {}
