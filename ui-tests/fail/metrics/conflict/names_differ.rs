use tickmark::{Counter, Metrics};

#[derive(Metrics)]
struct Shop {
    /// Orders.
    orders_total: Counter,
    /// Orders again.
    #[metric(name = "orders_total")]
    again: Counter,
    /// Orders elsewhere.
    #[metric(name = "orders_total", labels(shop = "other"))]
    elsewhere: Counter,
}

fn main() {
    let _ = Shop::new();
}
