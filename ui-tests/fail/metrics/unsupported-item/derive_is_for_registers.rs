use std::sync::Arc;

use tickmark::{Counter, Registry};

struct Shop {
    orders_total: Counter,
}

fn main() {
    let shop = Arc::new(Shop { orders_total: Counter::new() });
    _ = Registry::new().add(shop);
}
