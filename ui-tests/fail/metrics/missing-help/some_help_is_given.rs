use tickmark::{Counter, Metrics};

#[derive(Metrics)]
#[metrics(prefix = "shop")]
struct Shop {
    orders_total: Counter,
    #[metric(help = "")]
    sales_total: Counter,
    #[metric(help = 3)]
    visits_total: Counter,
}

fn main() {
    let _ = Shop::new();
}
