/// Boxes that were packed.
#[tickmark::register]
static PACKED_TOTAL: u64 = 0;

fn main() {}
