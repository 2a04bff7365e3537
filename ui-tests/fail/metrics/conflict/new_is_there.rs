use tickmark::{Counter, Metrics};

#[derive(Metrics)]
struct Shop {
    /// Orders.
    orders_total: Counter,
}

impl Shop {
    fn new() -> Self {
        Self { orders_total: Counter::new() }
    }
}

fn main() {
    let _ = Shop::new();
}
