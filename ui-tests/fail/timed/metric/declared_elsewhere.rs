use tickmark::{Histogram, counted, timed};

static SECONDS: Histogram = Histogram::new();

#[timed(metric = SECONDS, name = "x_seconds", buckets = [0.1], labels(kind = kind))]
fn both(kind: &str) {}

#[timed(metric = "x_seconds")]
fn text() {}

#[timed(metric = SECONDS, slow = "1s", outcome = none, registry = REGISTRY)]
fn beside() {}

#[counted(registry = "mine")]
fn registry() {}

fn main() {}
