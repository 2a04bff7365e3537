use tickmark::{Counter, Metrics};

#[derive(Metrics)]
#[metrics(labels(region = "eu", region = "us"))]
struct Shop {
    /// Orders.
    #[metric(labels(region = "us"))]
    orders_total: Counter,
    /// Sales.
    #[metric(labels(tier = 3))]
    sales_total: Counter,
    /// Payments.
    #[metric(labels())]
    paid_total: Counter,
    /// Visits.
    #[metric(labels = "x")]
    visits_total: Counter,
}

fn main() {
    let _ = Shop::new();
}
