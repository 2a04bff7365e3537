use tickmark::counted;

#[counted(lables(size = size))]
fn pack(size: u64) {}

fn main() {}
