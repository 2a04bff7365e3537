use tickmark::{Bytes, Counter, Gauge, Metrics};

#[derive(Metrics)]
struct Shop {
    /// Orders.
    #[metric(name = "orders.total")]
    orders_total: Counter,
    /// Sales.
    #[metric(name = "")]
    sales: Gauge<Bytes>,
    /// How large it is.
    größe: Gauge,
}

fn main() {
    let _ = Shop::new();
}
