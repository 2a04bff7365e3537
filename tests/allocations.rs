//! What scrapes allocate. A program of its own, for its allocator counts.

#[path = "../runtime/benches/hot_path/allocations.rs"]
#[allow(dead_code, reason = "the benchmark uses all of it")]
mod allocations;
#[path = "exposition/memory.rs"]
mod memory;

use std::sync::Arc;

use tickmark::{
    CounterValue, Family, FamilyMeta, HistogramValue, LabelSet, Labels, NativeHistogram, NativeValue,
    Registry, Sink, StateSetValue, SummaryValue,
};

#[derive(LabelSet)]
struct Numbered {
    number: usize,
}

/// Reads what it gets, and keeps nothing.
#[derive(Default)]
struct Reader {
    series: usize,
    observations: u64,
}

impl Sink for Reader {
    fn native_histogram(&mut self, _: Labels<'_>, value: &NativeValue<'_>) {
        self.series += 1;
        self.observations += value.ranges().map(|(_, _, count)| count).sum::<u64>();
    }

    fn family(&mut self, _: &FamilyMeta<'_>) {}

    fn counter(&mut self, _: Labels<'_>, _: &CounterValue<'_>) {}

    fn gauge(&mut self, _: Labels<'_>, _: f64) {}

    fn histogram(&mut self, _: Labels<'_>, _: &HistogramValue<'_>) {}

    fn summary(&mut self, _: Labels<'_>, _: &SummaryValue<'_>) {}

    fn info(&mut self, _: Labels<'_>) {}

    fn state_set(&mut self, _: Labels<'_>, _: &StateSetValue<'_>) {}

    fn unknown(&mut self, _: Labels<'_>, _: f64) {}
}

/// How often a scrape of so many series allocates, once there was one before.
fn scraping(series: usize) -> u64 {
    let family: Family<Numbered, NativeHistogram> = Family::new().factor(1.001).buckets(&[1.0, 10.0, 100.0]);
    let family = Arc::new(family);
    let registry = Registry::new();
    registry.register("sizes", "Sizes.", family.clone()).expect("the name is free");
    for number in 0..series {
        // Some of them with several generations of buckets.
        (0..200)
            .for_each(|step| family.with(Numbered { number }).observe(1.0 + f64::from(step) * number as f64));
    }
    registry.collect(&mut Reader::default());
    allocations::during(|| {
        let mut reader = Reader::default();
        registry.collect(&mut reader);
        assert_eq!((reader.series, reader.observations), (series, series as u64 * 200));
    })
}

#[test]
fn a_scrape_of_native_histograms_allocates_nothing_for_a_series() {
    assert_eq!(scraping(300), scraping(3));
}
