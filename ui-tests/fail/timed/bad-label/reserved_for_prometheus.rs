use tickmark::timed;

#[timed(name = "packing_seconds", labels(__size = size))]
fn pack(size: u64) {}

#[timed(name = "sending_seconds", outcome(label = "__end"))]
fn send() {}

fn main() {}
