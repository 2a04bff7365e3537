use tickmark::Counter;

/// Boxes that were packed.
#[tickmark::register]
static mut PACKED_TOTAL: Counter = Counter::new();

fn main() {}
