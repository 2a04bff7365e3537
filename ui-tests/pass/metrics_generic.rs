//! Structs of metrics have parameters of every kind.

#![deny(warnings)]
#![warn(clippy::pedantic)]

use std::sync::Arc;

use tickmark::{Counter, Family, Gauge, Histogram, LabelSet, LabelValue, Metrics, Registry, Unit};

#[derive(LabelValue)]
enum Size {
    Small,
}

#[derive(LabelSet)]
struct Packed<'a> {
    size: Size,
    by: &'a str,
}

#[derive(Metrics)]
struct Pool<L: LabelSet, U>
where
    U: Unit,
{
    /// Jobs by what they are.
    #[metric(limit = 5)]
    jobs_total: Family<L, Counter>,
    /// How large they are.
    #[metric(buckets = [1, 2])]
    size: Histogram<U>,
    /// Jobs.
    all_total: Counter,
}

#[derive(Metrics)]
struct Of<T> {
    #[metric(prefix = "inner")]
    inner: T,
    outer: Option<T>,
}

#[derive(Metrics)]
struct Borrowed<'a, const N: usize> {
    /// Boxes.
    boxes_total: Family<Packed<'a>, Counter>,
    #[metric(flatten)]
    other: Option<&'a Many<N>>,
}

#[derive(Metrics)]
struct Many<const N: usize> {
    /// Those that are open.
    open: Gauge,
}

#[tickmark::register(prefix = "static")]
static POOL: Pool<Packed<'static>, tickmark::Seconds> = Pool::new();

static MANY: Many<3> = Many::new();

fn main() -> Result<(), tickmark::Problems> {
    POOL.jobs_total.with(Packed { size: Size::Small, by: "me" }).inc();
    let registry = Registry::new();
    let pool = Of::<Pool<Packed, tickmark::Bytes>>::register(&registry)?;
    pool.inner.all_total.inc();
    let mut borrowed = Borrowed::<3>::new();
    borrowed.other = Some(&MANY);
    borrowed.boxes_total.with(Packed { size: Size::Small, by: "you" }).inc();
    registry.add(Arc::new(borrowed))?;
    MANY.open.set(2.0);
    let page = tickmark::encode() + &registry.encode();
    for line in [
        "static_jobs_total{size=\"small\",by=\"me\"} 1",
        "static_size_seconds_count 0",
        "inner_all_total 1",
        "inner_size_bytes_count 0",
        "boxes_total{size=\"small\",by=\"you\"} 1",
        "open 2",
    ] {
        assert!(page.contains(&format!("{line}\n")), "{line} is not on {page}");
    }
    Ok(())
}
