use std::sync::atomic::AtomicU64;

use tickmark::{Counter, Metrics};

#[derive(Metrics)]
struct Shop {
    /// Orders.
    orders_total: Counter,
    /// Sales.
    sales_total: AtomicU64,
}

static SHOP: Shop = Shop::new();

fn main() {
    SHOP.orders_total.inc();
}
