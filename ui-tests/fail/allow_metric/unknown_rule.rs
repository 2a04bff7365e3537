use tickmark::{Counter, Metrics};

#[derive(Metrics)]
#[allow_metric(units)]
struct Shop {
    /// Orders.
    #[allow_metric(cammel_case, everything)]
    orders_total: Counter,
    /// Sales.
    #[allow_metric]
    sales_total: Counter,
    /// Payments.
    #[allow_metric()]
    paid_total: Counter,
    /// Visits.
    #[allow_metric(total = true)]
    visits: Counter,
}

/// Orders.
#[tickmark::register]
#[allow_metric(totl)]
static ORDERS: Counter = Counter::new();

fn main() {
    let _ = Shop::new();
}
