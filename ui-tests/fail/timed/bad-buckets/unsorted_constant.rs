use tickmark::timed;

const UNSORTED: &[f64] = &[0.1, 1.0, 0.5];
const EMPTY: &[f64] = &[];

#[timed(name = "packing_seconds", buckets = UNSORTED)]
fn pack() {}

#[timed(name = "sending_seconds", buckets = EMPTY)]
fn send() {}

fn main() {}
