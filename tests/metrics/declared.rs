//! Structs of metrics in statics.

use tickmark::{Config, Counter, Family, Gauge, Histogram, LabelSet, Metrics, Seconds};

use crate::page::Page;

#[derive(LabelSet)]
struct Shelf<'a> {
    shelf: &'a str,
}

#[derive(Metrics)]
#[metrics(prefix = "declared")]
struct Shop {
    /// Orders taken.
    orders_total: Family<Shelf<'static>, Counter>,
    /// How long packing takes.
    #[metric(buckets = [1.0, 10.0])]
    packing: Histogram<Seconds>,
    cache: Option<Cache>,
}

#[derive(Metrics)]
struct Cache {
    /// Entries.
    entries: Gauge,
}

/// The shop.
#[tickmark::register]
static SHOP: Shop = Shop::new();

/// Another, told apart by its names.
#[tickmark::register(prefix = "second")]
static SECOND: Shop =
    Shop { orders_total: Family::new(), packing: Histogram::in_unit(), cache: Some(Cache::new()) };

/// A third, told apart by a label.
#[tickmark::register(prefix = "third", labels(city = "Rome"))]
static ROME: Cache = Cache::new();

/// And a fourth.
#[tickmark::register(prefix = "third", labels(city = "Oslo"))]
static OSLO: Cache = Cache::new();

/// A metric with a unit in its type.
#[tickmark::register]
static DECLARED_WAITING: Histogram<Seconds> = Histogram::in_unit();

/// A metric with a label.
#[tickmark::register(name = "declared_rooms", labels(city = "Rome"))]
static ROOMS: Gauge = Gauge::new();

#[test]
fn structs_in_statics_are_on_the_page_of_the_program_from_the_start() {
    let page = Page::now();
    assert!(page.family("declared_orders_total").is_some());
    assert_eq!(page.count("declared_packing_seconds_bucket", &[("le", "10")]), Some(0));
    assert_eq!(page.values_of("declared_packing_seconds", "le"), ["+Inf", "1", "10"]);
    assert!(page.family("declared_cache_entries").is_none(), "it is absent");
    assert_eq!(page.value("second_declared_cache_entries", &[]), Some(0.0));
    SHOP.orders_total.with(Shelf { shelf: "top" }).inc();
    SECOND.orders_total.with(Shelf { shelf: "top" }).inc_by(2);
    let page = Page::now();
    assert_eq!(page.count("declared_orders_total", &[("shelf", "top")]), Some(1));
    assert_eq!(page.count("second_declared_orders_total", &[("shelf", "top")]), Some(2));
}

#[test]
fn statics_that_a_label_tells_apart_are_one_family() {
    ROME.entries.set(1.0);
    OSLO.entries.set(2.0);
    ROOMS.set(3.0);
    DECLARED_WAITING.observe(Seconds(0.5));
    let page = Page::now();
    assert_eq!(page.values_of("third_entries", "city"), ["Oslo", "Rome"]);
    assert_eq!(page.value("third_entries", &[("city", "Oslo")]), Some(2.0));
    assert_eq!(page.value("declared_rooms", &[("city", "Rome")]), Some(3.0));
    assert_eq!(page.value("declared_waiting_seconds_sum", &[]), Some(0.5));
}

#[test]
fn a_program_that_runs_is_configured_too_late() {
    Page::now();
    let line = line!() + 1;
    let error = tickmark::configure(Config::new().prefix("late")).expect_err("the page was read");
    let text = error.to_string();
    assert!(text.starts_with(&format!("{}:{line}:", file!())), "{text}");
    assert!(text.contains("configure it first thing in `main`"), "{text}");
    let wrong = tickmark::configure(Config::new().prefix("9")).expect_err("it is wrong anyway");
    assert!(wrong.to_string().contains("can't be a prefix"), "{wrong}");
}
