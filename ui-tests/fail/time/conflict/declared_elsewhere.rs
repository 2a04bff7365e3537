use tickmark::{Histogram, time};

static BAKING: Histogram = Histogram::new();

fn main() {
    let oven = 1;
    time!(metric = BAKING, name = "baking_seconds", labels(oven = oven), {});
}
