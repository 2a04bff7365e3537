use tickmark::{Counter, Family, Gauge, GaugeFn, Histogram, LabelSet, Metrics, RemovableFamily};

#[derive(LabelSet)]
struct Visitor {
    country: &'static str,
}

#[derive(Metrics)]
#[metrics(prefix = shop, crate = "tickmark")]
struct Shop {
    #[metric]
    #[metric(name)]
    orders_total: Counter,
    #[metric(name = 3, help = Orders)]
    sales_total: Counter,
    #[metric(unit = bytes, init = 3)]
    shelf: Gauge,
    #[metric(buckets = 0.5)]
    packing_seconds: Histogram,
    #[metric(buckets = [])]
    sending_seconds: Histogram,
    #[metric(buckets = ["1s"])]
    waiting_seconds: Histogram,
    #[metric(limit = 0)]
    visits_total: Family<Visitor, Counter>,
    #[metric(ttl = "soon", limit = "200")]
    sessions: RemovableFamily<Visitor, Gauge>,
    #[metric(read = 3, every = 10)]
    queue: GaugeFn,
    #[metric(flatten = true)]
    inner: Inner,
}

#[derive(Metrics)]
struct Inner {
    /// Orders.
    taken_total: Counter,
}

fn main() {
    let _ = Shop::new();
}
