use tickmark::{Counter, Histogram, counted, timed};

static SECONDS: Histogram = Histogram::new();
static TOTAL: Counter = Counter::new();

#[timed(metric = TOTAL)]
fn counter() {}

#[counted(metric = SECONDS)]
fn histogram() {}

#[timed(metric = 1 + 2)]
fn number() {}

fn main() {}
