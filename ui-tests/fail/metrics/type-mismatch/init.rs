use tickmark::{Counter, Gauge, GaugeFn, Metrics};

#[derive(Metrics)]
struct Shop {
    /// Orders.
    #[metric(init = Gauge::new())]
    orders_total: Counter,
    /// What waits.
    #[metric(read = waiting)]
    waiting: GaugeFn,
}

fn waiting() -> &'static str {
    "0"
}

fn main() {
    let _ = (Shop::new(), waiting());
}
