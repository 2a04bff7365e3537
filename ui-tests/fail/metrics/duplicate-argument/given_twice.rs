use tickmark::{Counter, Metrics};

#[derive(Metrics)]
#[metrics(prefix = "shop", prefix = "store")]
struct Shop {
    /// Orders.
    #[metric(name = "orders_total")]
    #[metric(name = "taken_total")]
    orders: Counter,
}

fn main() {
    let _ = Shop::new();
}
