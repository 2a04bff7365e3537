//! `metric = …`: calls are recorded into what is declared elsewhere.

use std::sync::Arc;

use tickmark::{Counter, Family, Gauge, Histogram, LabelSet, counted, in_flight, timed};

use crate::{
    drive::{finish, panics, pause},
    page::Page,
};

#[derive(LabelSet)]
struct Oven<'a> {
    oven: &'a str,
}

struct Shop {
    packing: Histogram,
    baked: Family<Oven<'static>, Counter>,
}

/// Time to pack.
#[tickmark::register(name = "metric_packing_seconds")]
static PACKING: Histogram = Histogram::with_buckets(&[0.5, 3_600.0]);

static SHOP: Shop = Shop { packing: Histogram::new(), baked: Family::new() };

static OPEN: Gauge = Gauge::new();

#[timed(metric = PACKING)]
#[in_flight(metric = OPEN)]
fn pack(panics: bool) -> Result<f64, ()> {
    assert!(!panics, "on purpose");
    if OPEN.get() > 0.0 { Ok(OPEN.get()) } else { Err(()) }
}

#[counted(metric = SHOP.baked.with(Oven { oven: name }))]
#[timed(metric = SHOP.packing)]
async fn bake(name: &str) -> usize {
    pause().await;
    name.len()
}

#[counted(metric = SHOP.baked.with(Oven { oven: "failed" }), only = failure)]
fn fails(fails: bool) -> Result<(), ()> {
    if fails { Err(()) } else { Ok(()) }
}

struct Service {
    seconds: Arc<Histogram>,
}

impl Service {
    #[timed(metric = *self.seconds)]
    fn serve(&self, fails: bool) -> Option<u64> {
        (!fails).then(|| self.seconds.count())
    }
}

#[test]
fn every_ending_is_recorded_into_the_one_series() {
    assert_eq!(pack(false), Ok(1.0));
    assert!(panics(|| pack(true)));
    assert_eq!(OPEN.get().to_bits(), 0.0_f64.to_bits());
    let page = Page::now();
    assert_eq!(page.count("metric_packing_seconds_count", &[]), Some(2));
    assert_eq!(page.count("metric_packing_seconds_bucket", &[("le", "3600")]), Some(2));
}

#[test]
fn fields_and_series_of_families_are_metrics_too() {
    assert_eq!(finish(bake("hot")), 3);
    for value in [true, false, true] {
        assert_eq!(fails(value).is_err(), value);
    }
    assert_eq!(SHOP.baked.with(Oven { oven: "hot" }).get(), 1);
    assert_eq!(SHOP.baked.with(Oven { oven: "failed" }).get(), 2);
    assert_eq!(SHOP.packing.count(), 1);
    let service = Service { seconds: Arc::default() };
    assert_eq!((service.serve(false), service.serve(true)), (Some(0), None));
    assert_eq!(service.seconds.count(), 2);
}
