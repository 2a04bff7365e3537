use tickmark::counted;

#[counted(name = "packed")]
fn pack() {}

#[counted(name = "packed_sum")]
fn send() {}

fn main() {}
