//! Native histograms, wherever a histogram can stand.
#![deny(warnings)]
#![warn(clippy::pedantic)]

#[path = "../block_on.rs"]
mod block_on;

use block_on::block_on;
use tickmark::{Family, LabelSet, Metrics, NativeHistogram, Seconds, time, timed};

const FACTOR: f64 = 1.05;

#[derive(LabelSet)]
struct Oven<'a> {
    oven: &'a str,
}

/// Times to bake.
#[tickmark::register]
static BAKING_SECONDS: NativeHistogram<Seconds> =
    NativeHistogram::in_unit().factor(FACTOR).max_zero_threshold(1e-9).buckets(&[1.0, 60.0]);

static BY_OVEN: Family<Oven<'static>, NativeHistogram<Seconds>> =
    Family::new().factor(2.0).max_zero_threshold(1e-9).buckets(&[1.0]).limit(3);

#[derive(Metrics)]
struct Shop {
    /// Times to pack.
    #[metric(buckets = [1.0, 2.0])]
    packing_seconds: NativeHistogram<Seconds>,
    /// Times to send.
    #[metric(buckets = [1.0, 2.0])]
    sending_seconds: Family<Oven<'static>, NativeHistogram<Seconds>>,
}

static SHOP: Shop = Shop::new();

#[timed(native)]
fn alone() {}

#[timed(native, slo(objective = 99.0, latency = "1s"), slow = "1s", counted, in_flight)]
fn beside() -> Option<u8> {
    Some(1)
}

#[timed(name = "named_seconds", native(factor = FACTOR), buckets = [1, 2], labels_from(even = |n| n % 2 == 0))]
fn named(number: u64) -> u64 {
    number
}

#[timed(native, sample = 2)]
fn sampled() {}

#[timed(native(factor = 1.2), clock = busy)]
async fn polled() {}

#[timed(native)]
mod block {
    pub fn first() {}

    #[timed(native(factor = 4))]
    pub fn second() {}
}

#[timed(metric = BAKING_SECONDS)]
#[timed(metric = BY_OVEN.with(Oven { oven: "left" }))]
#[timed(metric = SHOP.packing_seconds)]
fn elsewhere() {}

fn sections() -> u8 {
    let timer = SHOP.sending_seconds.with(Oven { oven: "right" }).start_timer();
    timer.finish();
    BAKING_SECONDS.start_timer().discard();
    time!(native, function = "sections", {});
    time!(metric = BAKING_SECONDS, { 1 })
}

fn main() {
    alone();
    assert_eq!(beside(), Some(1));
    assert_eq!(named(2), 2);
    sampled();
    block_on(polled());
    block::first();
    block::second();
    elsewhere();
    assert_eq!(sections(), 1);
}
