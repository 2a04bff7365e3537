use tickmark::counted;

#[counted(name = "1packed_total")]
fn pack() {}

fn main() {}
