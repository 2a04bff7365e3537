use tickmark::in_flight;

#[in_flight(outcome = none, buckets = [0.1], slow = "1s")]
fn bake() {}

#[in_flight(high_watr, labels(kind = kind))]
fn pack(kind: &str) {}

fn main() {}
