use tickmark::timed;

#[timed(name = "packing_seconds", labels(größe = size))]
fn pack(size: u64) {}

#[timed(name = "sending_seconds", outcome(label = "the-end"))]
fn send() {}

fn main() {}
