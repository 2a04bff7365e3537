use tickmark::{Counter, Family, Gauge, LabelSet, Metrics};

#[derive(LabelSet)]
struct Visitor {
    country: &'static str,
}

#[derive(Metrics)]
struct Shop {
    /// Orders.
    #[metric(limit = 200)]
    orders_total: Counter,
    /// Orders that are open.
    #[metric(ttl = "5min")]
    open: Gauge,
    /// Visits.
    #[metric(limit = 200, ttl = "5min")]
    visits_total: Family<Visitor, Counter>,
}

fn main() {
    let _ = Shop::new();
}
