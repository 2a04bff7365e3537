use tickmark::{Counter, Gauge, Histogram, Info, LabelSet, Metrics};

#[derive(LabelSet)]
struct Build {
    version: &'static str,
}

#[derive(Metrics)]
struct Shop {
    /// Orders.
    orders: Counter,
    /// Orders that are open.
    open_total: Gauge,
    /// Orders that wait.
    waiting_count: Gauge,
    /// Time to pack a parcel.
    packing_seconds_sum: Histogram,
    /// What runs here.
    build: Info<Build>,
}

fn main() {
    let _ = Shop::new();
}
