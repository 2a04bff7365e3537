use tickmark::timed;

#[timed(slo(objective = 99.9, latency = "300ms"))]
fn no_default() {}

#[timed(name = "a_seconds", buckets = [0.1, 0.3], slo(objective = 99.9, latency = "0.2s"))]
fn none_of_these() {}

fn main() {}
