use tickmark::Counter;

/// Boxes that were packed.
#[tickmark::register]
static PACKED: Counter = Counter::new();

fn main() {}
