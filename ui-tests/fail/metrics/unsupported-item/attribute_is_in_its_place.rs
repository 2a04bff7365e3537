use tickmark::{Counter, Metrics};

#[derive(Metrics)]
#[metric(prefix = "shop")]
struct Shop {
    /// Orders.
    #[metrics(name = "taken_total")]
    orders_total: Counter,
}

fn main() {
    let _ = Shop::new();
}
