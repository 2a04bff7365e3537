use tickmark::{Counter, Metrics};

#[derive(Metrics)]
struct Cache {
    /// Times that something was found.
    hits_total: Counter,
}

#[derive(Metrics)]
struct Shop {
    #[metric(name = "found_total")]
    cache: Cache,
    #[metric(unit = "bytes")]
    shelf: Option<Cache>,
    /// Orders.
    #[metric(prefix = "taken")]
    orders_total: Counter,
    /// Sales.
    #[metric(flatten)]
    sales_total: Counter,
}

#[tickmark::register(name = "cache_total")]
static CACHE: Cache = Cache::new();

/// Orders.
#[tickmark::register(prefix = "shop")]
static ORDERS_TOTAL: Counter = Counter::new();

fn main() {
    let _ = Shop::new();
}
