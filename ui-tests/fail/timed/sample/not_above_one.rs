use tickmark::timed;

#[timed(sample = 1)]
fn every() {}

#[timed(sample = "10")]
fn text() {}

#[timed(sample = 0.1)]
fn share() {}

#[timed(sample)]
fn nothing() {}

#[timed(sample = 10, slow = "1s")]
fn slow() {}

fn main() {}
