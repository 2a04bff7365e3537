use tickmark::{Counter, Metrics};

#[derive(Metrics)]
struct Cache {
    /// Times that something was found.
    hits_total: Counter,
}

#[derive(Metrics)]
struct Shop {
    /// Orders.
    #[metric(name = "taken_total", prefix = "orders")]
    orders_total: Counter,
    #[metric(prefix = "kept", flatten)]
    cache: Cache,
}

fn main() {
    let _ = Shop::new();
}
