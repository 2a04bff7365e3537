use tickmark::{Histogram, Metrics, Seconds};

#[derive(Metrics)]
struct Shop {
    /// Time to pack a parcel.
    #[metric(unit = "bytes")]
    packing: Histogram<Seconds>,
}

fn main() {
    let _ = Shop::new();
}
