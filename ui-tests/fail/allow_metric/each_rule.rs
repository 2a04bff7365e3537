use tickmark::{Counter, Gauge, Histogram, Metrics};

#[derive(Metrics)]
struct Shop {
    orders_total: Counter,
    /// Time to pack a parcel.
    packing_minutes: Histogram,
    /// Sales.
    sales_total: Gauge,
    /// Parcels that wait.
    waiting_count: Gauge,
    /// Orders that are open.
    open_gauge: Gauge,
    /// Orders that are late.
    #[metric(name = "ordersLate")]
    late: Gauge,
    /// Time to send a parcel.
    sending_ms: Histogram,
}

fn main() {
    let _ = Shop::new();
}
