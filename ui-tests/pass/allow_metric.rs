//! Each rule of names has its way out, and only that.

#![deny(warnings)]
#![warn(clippy::pedantic)]

use tickmark::{Counter, Gauge, Histogram, Metrics};

#[derive(Metrics)]
struct Shop {
    #[allow_metric(help)]
    orders_total: Counter,
    /// Time to pack a parcel.
    #[allow_metric(unit)]
    packing_minutes: Histogram,
    /// Time to ship a parcel.
    #[metric(unit = "hours")]
    #[allow_metric(unit)]
    shipping: Histogram,
    /// Sales.
    #[allow_metric(total)]
    sales: Counter,
    /// Parcels that wait.
    #[allow_metric(reserved_suffix)]
    waiting_count: Gauge,
    /// Orders that are open.
    #[allow_metric(type_in_name)]
    open_gauge: Gauge,
    /// Orders that are late.
    #[metric(name = "ordersLate")]
    #[allow_metric(camel_case)]
    late: Gauge,
    /// Time to send a parcel.
    #[allow_metric(unit_abbreviation)]
    sending_ms: Histogram,
}

#[derive(Metrics)]
#[metrics(prefix = "oldShop")]
#[allow_metric(camel_case, total)]
struct Old {
    /// Sales.
    sales: Counter,
    /// Orders.
    #[allow_metric(type_in_name)]
    orders_counter: Counter,
}

/// Sales elsewhere.
#[tickmark::register]
#[allow_metric(total)]
static SOLD: Counter = Counter::new();

/// Time to pack a parcel elsewhere.
#[tickmark::register]
#[allow_metric(unit)]
static PACKED_HOURS: Histogram = Histogram::new();

/// Time to send a parcel elsewhere.
#[tickmark::register]
#[allow_metric(unit_abbreviation)]
static SENT_MS: Histogram = Histogram::new();

/// Orders that are open elsewhere.
#[tickmark::register(name = "openElsewhere_gauge")]
#[allow_metric(type_in_name, camel_case)]
static OPEN: Gauge = Gauge::new();

#[tickmark::register]
#[allow_metric(help, reserved_suffix)]
static OPEN_COUNT: Gauge = Gauge::new();

#[tickmark::register]
static SHOP: Shop = Shop::new();

#[tickmark::register]
static OLD: Old = Old::new();

fn main() {
    SOLD.inc();
    SHOP.shipping.observe(1.0);
    OLD.orders_counter.inc();
    assert!(tickmark::check().is_ok());
    let page = tickmark::encode();
    for line in ["packed_hours_count 0", "sent_ms_count 0", "openElsewhere_gauge 0", "open_count 0"] {
        assert!(page.contains(&format!("\n{line}\n")), "{line} is not on {page}");
    }
    for line in ["sold 1", "sales 0", "shipping_hours_sum 1", "ordersLate 0", "oldShop_orders_counter 1"] {
        assert!(page.contains(&format!("\n{line}\n")), "{line} is not on {page}");
    }
}
