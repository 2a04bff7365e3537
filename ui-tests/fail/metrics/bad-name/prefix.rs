use tickmark::{Counter, Metrics};

#[derive(Metrics)]
#[metrics(prefix = "shop-front")]
struct Front {
    /// Orders.
    orders_total: Counter,
    /// Sales.
    sales_total: Counter,
}

#[derive(Metrics)]
#[metrics(prefix = "tickmark")]
struct Own {
    /// Orders.
    orders_total: Counter,
}

#[derive(Metrics)]
#[metrics(prefix = "shopBack")]
struct Back {
    /// Orders.
    orders_total: Counter,
    #[metric(prefix = "front_")]
    front: Front,
    #[metric(prefix = "")]
    own: Own,
}

#[tickmark::register(prefix = "tickmark_shop")]
static FRONT: Front = Front::new();

#[tickmark::register(prefix = "")]
static OWN: Own = Own::new();

fn main() {
    let _ = Back::new();
}
