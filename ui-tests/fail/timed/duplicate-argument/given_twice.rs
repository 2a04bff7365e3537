use tickmark::timed;

#[timed(name = "packing_seconds", name = "sending_seconds")]
fn pack() {}

#[timed(name = "sending_seconds", outcome(label = "status", label = "end"))]
fn send() {}

fn main() {}
