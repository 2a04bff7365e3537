use tickmark::{Counter, Gauge, Histogram};

/// Time to pack a parcel.
#[tickmark::register]
static PACKING_MINUTES: Histogram = Histogram::new();

/// Time to send a parcel.
#[tickmark::register]
static SENDING_MS: Histogram = Histogram::new();

/// Orders that are open.
#[tickmark::register]
static OPEN_GAUGE: Gauge = Gauge::new();

/// Orders.
#[tickmark::register(name = "shopOrders_total")]
static ORDERS_TOTAL: Counter = Counter::new();

fn main() {}
