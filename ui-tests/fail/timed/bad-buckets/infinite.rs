use tickmark::timed;

#[timed(name = "packing_seconds", buckets = [0.1, f64::INFINITY])]
fn pack() {}

#[timed(name = "sending_seconds", buckets = [f64::NAN])]
fn send() {}

fn main() {}
