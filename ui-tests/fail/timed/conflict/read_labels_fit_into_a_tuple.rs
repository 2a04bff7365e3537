use tickmark::timed;

#[timed(name = "packing_seconds", labels(a = n, b = n, c = n, d = n, e = n, f = n, fixed = "", g = n, h = n, i = n))]
fn pack(n: u64) {}

fn main() {}
