use tickmark::counted;

#[counted(outcome = none)]
fn pack() {}

#[counted(labels(size = size))]
fn send(size: u64) {}

fn main() {}
