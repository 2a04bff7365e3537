use tickmark::Counter;

#[tickmark::register]
static PACKED_TOTAL: Counter = Counter::new();

fn main() {}
