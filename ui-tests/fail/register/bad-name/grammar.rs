use tickmark::Counter;

/// Boxes that were packed.
#[tickmark::register(name = "packed.total")]
static PACKED_TOTAL: Counter = Counter::new();

/// Boxes that were packed.
#[tickmark::register]
static GRÖSSE_TOTAL: Counter = Counter::new();

fn main() {}
