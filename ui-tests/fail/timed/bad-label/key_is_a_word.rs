use tickmark::timed;

#[timed(name = "packing_seconds", labels(box-size = size))]
fn pack(size: u64) {}

#[timed(name = "sending_seconds", labels("size" = size))]
fn send(size: u64) {}

fn main() {}
