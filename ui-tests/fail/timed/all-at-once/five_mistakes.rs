use tickmark::timed;

#[timed(
    nmae = "packing",
    name = "packing_total",
    labels(__size = size),
    buckets = [0.5, 0.1],
    help = 5,
)]
fn pack(size: u64) {}

fn main() {}
