use tickmark::timed;

#[timed(crate = "tickmark")]
fn pack() {}

#[timed(crate = tickmark())]
fn send() {}

fn main() {}
