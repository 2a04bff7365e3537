use tickmark::{Counter, Gauge, Histogram, Metrics};

#[derive(Metrics)]
struct Shop {
    /// Orders that wait.
    waiting_count: Gauge,
    /// Orders that are open.
    open_total: Gauge,
    /// Time to pack a parcel.
    packing_minutes: Histogram,
}

#[derive(Metrics)]
struct Shelf<T> {
    /// Boxes.
    boxes_total: Gauge,
    /// Whatever it is.
    kept_total: T,
}

fn main() {
    let _ = (Shop::new(), Shelf::<Counter>::new());
}
