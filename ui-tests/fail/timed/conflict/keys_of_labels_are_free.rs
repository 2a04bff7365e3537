use tickmark::timed;

#[timed(name = "packing_seconds", labels(outcome = size))]
fn pack(size: u64) {}

#[timed(name = "sending_seconds", labels(status = size), outcome(label = "status"))]
fn send(size: u64) {}

fn main() {}
