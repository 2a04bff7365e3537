//! Structs of metrics: each argument, in the place where it belongs.

#![deny(warnings)]
#![warn(clippy::pedantic)]

use tickmark::{
    Bytes, Counter, CounterFn, Family, FloatCounter, Gauge, GaugeFn, Histogram, Info, LabelSet, LabelValue,
    Metrics, Ratio, RemovableFamily, Registry, Seconds, StateSet, Summary, UpDown,
};

const SIZES: &[f64] = &[1.0, 10.0];
const REGION: &str = "eu";

#[derive(LabelSet)]
struct Visitor {
    country: String,
}

#[derive(tickmark::Info)]
struct Build {
    version: &'static str,
}

#[derive(LabelValue)]
enum Door {
    Open,
    Closed,
}

#[derive(Metrics)]
#[metrics(prefix = "shop", labels(region = REGION))]
struct Shop {
    /// Orders,
    /// as they come.
    ///
    /// Not on the page.
    #[metric(labels(r#type = "own"))]
    orders_total: Counter,
    /// Money, in euros.
    earned: FloatCounter,
    #[metric(help = "Orders, as they come.")]
    #[metric(name = "orders_total", labels(r#type = "foreign"))]
    foreign: Counter,
    #[metric(help = "Sizes.", buckets = SIZES)]
    sizes: Histogram,
    /// Time to pack a parcel.
    #[metric(buckets = [1, 10.5])]
    packing: Histogram<Seconds>,
    /// What was sent.
    #[metric(unit = "bytes")]
    sent_total: Counter,
    /// What is on the shelf.
    shelf: Gauge<Bytes>,
    /// How full it is.
    full_ratio: Gauge<Ratio>,
    /// Visits.
    #[metric(limit = 2)]
    visits_total: Family<Visitor, Counter>,
    /// Visitors that are there.
    #[metric(limit = 20, ttl = "5min")]
    visitors: RemovableFamily<Visitor, UpDown>,
    /// Time to find something.
    #[metric(buckets = SIZES)]
    finding_seconds: Family<Visitor, Histogram>,
    /// What waits.
    #[metric(read = waiting, every = "1h")]
    waiting: GaugeFn,
    /// What is told later.
    later: GaugeFn,
    /// What waited.
    #[metric(read = || 3)]
    waited_total: CounterFn,
    /// How long it waits.
    wait_seconds: Summary,
    /// What runs.
    #[metric(init = Info::of(Build { version: "1" }))]
    build: Info<Build>,
    /// The door.
    door: StateSet<Door>,
    /// The kind.
    r#type: Gauge,
    cache: Cache,
    #[metric(prefix = "big")]
    second: Cache,
    #[metric(flatten)]
    third: Cache,
    absent: Option<Cache>,
    /// Whether anybody looks.
    looking: Option<Gauge>,
    #[metric(init = &OUTSIDE)]
    outside: &'static Outside,
}

#[derive(Metrics)]
struct Cache {
    /// Times that something was found.
    hits_total: Counter,
}

/// Somewhere else.
#[derive(Metrics)]
struct Outside {
    /// Steps.
    steps_total: Counter,
}

static OUTSIDE: Outside = Outside::new();

fn waiting() -> f64 {
    7.0
}

#[tickmark::register]
static SHOP: Shop = Shop::new();

fn main() {
    SHOP.visits_total.with(Visitor { country: "it".to_owned() }).inc();
    SHOP.packing.observe(Seconds(2.0));
    SHOP.shelf.set(5_u64);
    SHOP.full_ratio.set(0.5);
    SHOP.door.set(Door::Open);
    SHOP.door.switch(Door::Closed, false);
    SHOP.third.hits_total.inc();
    assert!(SHOP.absent.is_none() && tickmark::check().is_ok(), "{:?}", tickmark::check());
    let page = tickmark::encode();
    for line in [
        "# HELP shop_orders_total Orders, as they come.",
        "shop_orders_total{region=\"eu\",type=\"foreign\"} 0",
        "shop_earned_total{region=\"eu\"} 0",
        "shop_sizes_bucket{region=\"eu\",le=\"10\"} 0",
        "shop_packing_seconds_bucket{region=\"eu\",le=\"10.5\"} 1",
        "shop_sent_bytes_total{region=\"eu\"} 0",
        "shop_shelf_bytes{region=\"eu\"} 5",
        "shop_full_ratio{region=\"eu\"} 0.5",
        "shop_visits_total{region=\"eu\",country=\"it\"} 1",
        "shop_waiting{region=\"eu\"} 7",
        "shop_waited_total{region=\"eu\"} 3",
        "shop_build_info{region=\"eu\",version=\"1\"} 1",
        "shop_door{region=\"eu\",shop_door=\"open\"} 1",
        "shop_type{region=\"eu\"} 0",
        "shop_cache_hits_total{region=\"eu\"} 0",
        "shop_big_hits_total{region=\"eu\"} 0",
        "shop_hits_total{region=\"eu\"} 1",
        "shop_outside_steps_total{region=\"eu\"} 0",
    ] {
        assert!(page.contains(&format!("{line}\n")), "{line} is not on {page}");
    }
    let other = Shop::register(&Registry::new());
    assert!(other.is_ok_and(|other| other.orders_total.get() == 0));
}
