use tickmark::Counter;

/// Boxes that were packed.
#[tickmark::register]
const PACKED_TOTAL: Counter = Counter::new();

/// Packs.
#[tickmark::register]
fn pack() {}

fn main() {}
