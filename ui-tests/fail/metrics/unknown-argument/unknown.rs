use tickmark::{Counter, Metrics};

#[derive(Metrics)]
#[metrics(prefx = "shop", name = "store")]
struct Shop {
    /// Orders.
    #[metric(hlep = "Orders.", kind = counter)]
    orders_total: Counter,
}

fn main() {
    let _ = Shop::new();
}
