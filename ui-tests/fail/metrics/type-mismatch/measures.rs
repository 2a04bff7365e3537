use std::time::Duration;

use tickmark::{Bytes, Gauge, Histogram, Metrics, Ratio, Seconds};

#[derive(Metrics)]
struct Shop {
    /// Time to pack a parcel.
    packing: Histogram<Seconds>,
    /// What is on the shelf.
    shelf: Gauge<Bytes>,
    /// How full it is.
    full: Gauge<Ratio>,
}

static SHOP: Shop = Shop::new();

fn main() {
    SHOP.packing.observe(0.5);
    SHOP.packing.observe(250);
    SHOP.shelf.set(Duration::ZERO);
    SHOP.shelf.set(Seconds(1.0));
    SHOP.full.set(50);
}
