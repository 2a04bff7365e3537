use tickmark::timed;

#[timed(slo(objective = 100))]
fn all() {}

#[timed(slo(objective = 0.0))]
fn none() {}

#[timed(slo(objective = "99%"))]
fn text() {}

#[timed(slo(latency = "1s"))]
fn missing() {}

#[timed(slo(objectiv = 99))]
fn slip() {}

#[timed(slo = 99.9)]
fn no_list() {}

fn main() {}
