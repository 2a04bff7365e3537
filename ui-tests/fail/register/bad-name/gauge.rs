use tickmark::Gauge;

/// Boxes that are open.
#[tickmark::register]
static OPEN_TOTAL: Gauge = Gauge::new();

/// Boxes that are open.
#[tickmark::register(name = "open_count")]
static OPEN: Gauge = Gauge::new();

fn main() {}
