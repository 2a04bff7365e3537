use tickmark::Counter;

/// Boxes that were packed.
#[tickmark::register(nam = "packed_total")]
static PACKED_TOTAL: Counter = Counter::new();

fn main() {}
