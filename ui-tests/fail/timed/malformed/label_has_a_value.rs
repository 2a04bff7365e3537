use tickmark::timed;

#[timed(name = "packing_seconds", labels(size))]
fn pack(size: u64) {}

#[timed(name = "sending_seconds", labels(size: u64))]
fn send(size: u64) {}

fn main() {}
