use tickmark::timed;

#[timed(slow = "1 fortnight")]
fn unit() {}

#[timed(slow = 1)]
fn number() {}

#[timed(slow = "-1s")]
fn negative() {}

#[timed(slow("1s"))]
fn parentheses() {}

fn main() {}
