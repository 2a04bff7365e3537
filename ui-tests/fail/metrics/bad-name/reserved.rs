use tickmark::{Counter, Metrics};

#[derive(Metrics)]
struct Shop {
    /// Orders.
    tickmark_orders_total: Counter,
}

/// Orders.
#[tickmark::register]
static TICKMARK_ORDERS_TOTAL: Counter = Counter::new();

fn main() {
    let _ = Shop::new();
}
