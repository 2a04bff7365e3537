use tickmark::{Counter, Gauge, GaugeFn, Histogram, Metrics};

#[derive(Metrics)]
struct Shop {
    /// What waits.
    #[metric(read = waiting, init = GaugeFn::new(waiting))]
    waiting: GaugeFn,
    /// Time to pack a parcel.
    #[metric(init = Histogram::new(), buckets = [1.0])]
    packing_seconds: Histogram,
    /// Orders.
    #[metric(every = "10s")]
    orders_total: Counter,
    /// Orders that are open.
    #[metric(read = waiting)]
    open: Gauge,
}

fn waiting() -> f64 {
    0.0
}

fn main() {
    let _ = (Shop::new(), waiting());
}
