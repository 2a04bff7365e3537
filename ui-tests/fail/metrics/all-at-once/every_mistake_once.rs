use tickmark::{Counter, Family, Gauge, LabelSet, Metrics};

#[derive(LabelSet)]
struct PaidBy {
    region: &'static str,
}

#[derive(Metrics)]
#[metrics(prefix = "shop", lables(region = "eu"))]
struct Shop {
    /// Orders that wait.
    waiting_count: Gauge,
    /// Sales.
    #[metric(nmae = "sold_total")]
    sales_total: Counter,
    /// Payments.
    #[metric(labels(le = "1", region = "eu"))]
    paid_total: Family<PaidBy, Counter>,
    open: Gauge,
    /// What is on the shelf.
    #[metric(unit = "kilograms", limit = 0)]
    shelf: Gauge,
}

#[tickmark::register]
static SHOP: Shop = Shop::new();

fn main() {
    SHOP.waiting_count.set(1.0);
}
