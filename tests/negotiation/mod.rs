//! Scrapes as clients make them: which format they get, how it is compressed, and which families.

mod client;
mod compressed;
mod selected;

use std::sync::Arc;

use tickmark::{Counter, Gauge, Histogram, Registry};

/// A registry with a family of each of these kinds.
fn shop() -> Registry {
    let registry = Registry::new();
    let register = |result: Result<(), _>| result.expect("the name is free");
    register(registry.register("shop_sales_total", "Sales.", Arc::new(Counter::new())));
    register(registry.register("shop_carts", "Open carts.", Arc::new(Gauge::new())));
    let times = Arc::new(Histogram::with_buckets(&[0.5, 1.0]));
    times.observe(0.75);
    register(registry.register("shop_packing_seconds", "Time to pack.", times));
    registry
}
