use tickmark::Counter;

#[tickmark::register(help = "Boxes.", help = "Boxes that were packed.")]
static PACKED_TOTAL: Counter = Counter::new();

fn main() {}
