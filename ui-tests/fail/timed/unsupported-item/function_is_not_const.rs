use tickmark::timed;

#[timed]
const fn pack() {}

fn main() {}
