use tickmark::{Counter, Family};

struct Packed {
    size: u64,
}

/// Boxes that were packed.
#[tickmark::register]
static PACKED_TOTAL: Family<Packed, Counter> = Family::new();

fn main() {}
