use tickmark::{Counter, Family, LabelSet, Metrics};

#[derive(LabelSet)]
struct PaidBy {
    method: &'static str,
}

#[derive(Metrics)]
#[metrics(labels(quantile = "eu"))]
struct Shop {
    /// Orders.
    #[metric(labels(__name = "x", größe = "y"))]
    orders_total: Counter,
    /// Sales.
    sales_total: Counter,
    /// Payments.
    #[metric(labels(method = "card"))]
    paid_total: Family<PaidBy, Counter>,
}

/// Payments.
#[tickmark::register(labels(le = "1"))]
static RETURNED_TOTAL: Counter = Counter::new();

/// Payments.
#[tickmark::register(labels(method = "card"))]
static REFUNDED_TOTAL: Family<PaidBy, Counter> = Family::new();

fn main() {
    let _ = Shop::new();
}
