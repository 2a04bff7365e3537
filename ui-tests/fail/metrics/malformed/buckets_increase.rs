use tickmark::{Histogram, Metrics};

#[derive(Metrics)]
struct Shop {
    /// Time to pack a parcel.
    #[metric(buckets = [1.0, 0.5])]
    packing_seconds: Histogram,
}

static SHOP: Shop = Shop::new();

fn main() {
    SHOP.packing_seconds.observe(1.0);
}
