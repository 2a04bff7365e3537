use tickmark::Histogram;

/// Weights of boxes.
#[tickmark::register]
static WEIGHT_KILOGRAMS_SUM: Histogram = Histogram::new();

/// Weights of boxes.
#[tickmark::register(name = "weight_total")]
static WEIGHT: Histogram = Histogram::new();

fn main() {}
