use tickmark::timed;

#[timed(function = "")]
fn pack() {}

#[timed(function = Store::pack)]
fn send() {}

fn main() {}
