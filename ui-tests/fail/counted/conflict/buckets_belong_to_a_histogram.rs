use tickmark::counted;

#[counted(name = "packed_total", buckets = [0.1])]
fn pack() {}

fn main() {}
