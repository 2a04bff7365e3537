use tickmark::{Counter, Metrics};

#[derive(Metrics)]
struct Shop {
    orders_total: Counter,
    #[metric(help = "")]
    sales_total: Counter,
}

fn main() {
    let _ = Shop::new();
}
