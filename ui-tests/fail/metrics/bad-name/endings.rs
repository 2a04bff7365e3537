use tickmark::{Gauge, Histogram, Metrics};

#[derive(Metrics)]
struct Shop {
    /// Orders that are open.
    open_total: Gauge,
    /// Orders that wait.
    waiting_count: Gauge,
    /// Time to pack a parcel.
    packing_seconds_sum: Histogram,
}

fn main() {
    let _ = Shop::new();
}
