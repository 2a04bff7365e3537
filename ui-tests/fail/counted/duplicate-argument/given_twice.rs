use tickmark::counted;

#[counted(name = "packed_total", outcome = none, outcome = none)]
fn pack() {}

fn main() {}
