use tickmark::{Counter, Family, LabelSet, Metrics};

#[derive(LabelSet)]
struct PaidBy {
    card: bool,
}

type Sales = Family<PaidBy, Counter>;

#[derive(Metrics)]
struct Shop {
    /// Orders.
    #[metric(buckets = [1.0, 2.0])]
    orders_total: Counter,
    /// Payments.
    #[metric(buckets = [1.0, 2.0])]
    paid_total: Family<PaidBy, Counter>,
}

#[derive(Metrics)]
struct Alias {
    /// Sales.
    #[metric(buckets = [1.0, 2.0])]
    sales_total: Sales,
}

fn main() {
    let _ = (Shop::new(), Alias::new());
}
