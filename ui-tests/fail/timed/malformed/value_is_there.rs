use tickmark::timed;

#[timed(name, help =)]
fn pack() {}

fn main() {}
