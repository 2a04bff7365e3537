use tickmark::Counter;

#[tickmark::register(name = packed_total, help)]
static PACKED: Counter = Counter::new();

fn main() {}
