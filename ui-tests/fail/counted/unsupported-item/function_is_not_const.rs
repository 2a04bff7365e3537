use tickmark::counted;

#[counted]
pub const fn pack() {}

fn main() {}
