//! Calls that are recorded into metrics and registries from elsewhere.
#![deny(warnings)]
#![warn(clippy::pedantic)]
#![allow(clippy::unused_async, reason = "there is nothing to wait for")]

use std::sync::LazyLock;

use tickmark::{Counter, Family, Gauge, Histogram, LabelSet, Registry, counted, in_flight, timed};

#[derive(LabelSet)]
struct Kind<'a> {
    kind: &'a str,
}

struct Shop {
    seconds: Histogram,
    kinds: Family<Kind<'static>, Counter>,
    open: Gauge,
}

static SHOP: Shop = Shop { seconds: Histogram::new(), kinds: Family::new(), open: Gauge::new() };
static REGISTRY: LazyLock<Registry> = LazyLock::new(Registry::default);

#[timed(metric = SHOP.seconds)]
#[counted(metric = SHOP.kinds.with(Kind { kind }))]
#[in_flight(metric = SHOP.open)]
async fn pack(kind: &str) -> Result<u8, std::num::ParseIntError> {
    kind.parse()
}

#[timed(slo(objective = 99.9, latency = "250ms"), registry = REGISTRY.clone())]
fn place() -> Option<u8> {
    None
}

#[timed(name = "quick_seconds", buckets = [0.01, 0.1], slo(objective = 99, latency = "10ms"))]
fn quick() {}

fn main() {
    drop(pack("1"));
    place();
    quick();
}
