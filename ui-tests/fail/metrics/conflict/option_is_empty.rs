use tickmark::{Histogram, GaugeFn, Metrics};

#[derive(Metrics)]
struct Shop {
    /// Time to pack a parcel.
    #[metric(buckets = [1.0])]
    packing_seconds: Option<Histogram>,
    /// What waits.
    #[metric(read = waiting)]
    waiting: Option<GaugeFn>,
}

fn waiting() -> f64 {
    0.0
}

fn main() {
    let _ = (Shop::new(), waiting());
}
