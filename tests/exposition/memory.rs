//! A page takes no new memory when it is written again, and little when it is not kept.

use std::{
    io::{self, Write},
    sync::Arc,
};

use tickmark::{
    Counter, Family, Gauge, Histogram, LabelSet, Registry,
    exposition::{Encoder, Escaping, Format},
};

use crate::allocations::{during, most_bytes_held_during};

#[derive(LabelSet)]
struct Numbered<'a> {
    shop: &'a str,
    number: &'a str,
}

/// A registry with so many series of each of these kinds.
fn registry(series: usize) -> Registry {
    let registry = Registry::new();
    let counters = Arc::new(Family::<Numbered<'static>, Counter>::new().limit(series));
    let gauges = Arc::new(Family::<Numbered<'static>, Gauge>::new().limit(series));
    let histograms =
        Arc::new(Family::<Numbered<'static>, Histogram>::with_buckets(&[0.1, 1.0, 10.0]).limit(series));
    for number in 0..series {
        let number = number.to_string();
        let labels = || Numbered { shop: "at the corner", number: &number };
        counters.with(labels()).inc();
        gauges.with(labels()).set(-0.5);
        histograms.with(labels()).observe(0.75);
    }
    registry.register("a_total", "Counters.", counters).expect("the name is free");
    registry.register("b", "Gauges.", gauges).expect("the name is free");
    registry.register("c_seconds", "Histograms.", histograms).expect("the name is free");
    registry
}

fn encoders() -> impl Iterator<Item = Encoder> {
    let formats = [
        Format::Text0_0_4,
        Format::Text1_0_0,
        Format::OpenMetrics0_0_1,
        Format::OpenMetrics1_0_0,
        Format::Protobuf,
    ];
    let created = Encoder::new(Format::OpenMetrics1_0_0).created(true);
    formats.into_iter().map(|format| Encoder::new(format).escaping(Escaping::AllowUtf8)).chain([created])
}

#[test]
fn a_page_that_is_written_again_takes_no_new_memory() {
    let registry = registry(10_000);
    for encoder in encoders() {
        let mut page = Vec::new();
        encoder.encode(&registry, &mut page);
        let length = page.len();
        page.clear();
        assert_eq!(during(|| encoder.encode(&registry, &mut page)), 0, "{encoder:?}");
        assert!(page.len().abs_diff(length) < 64, "{encoder:?}");
    }
}

/// Counts what is written, and keeps nothing.
struct Nowhere(usize);

impl Write for Nowhere {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_page_in_pieces_takes_little_memory_however_long_it_is() {
    const MOST: i64 = 256 * 1024;
    // A family of protobuf has its length in front: it is kept until that is known, in memory that doubles when it is full.
    const OF_PROTOBUF: i64 = 3 * LARGEST_FAMILY;
    const LARGEST_FAMILY: i64 = 3 << 20;
    let registry = registry(20_000);
    // The first scrape puts the series in order.
    encoders().for_each(|encoder| encoder.write(&registry, &mut Nowhere(0)).expect("nowhere is large"));
    for encoder in encoders() {
        let mut nowhere = Nowhere(0);
        let more =
            most_bytes_held_during(|| encoder.write(&registry, &mut nowhere).expect("nowhere is large"));
        let is_protobuf = encoder.content_type().contains("protobuf");
        let most = if is_protobuf { OF_PROTOBUF } else { MOST };
        assert!(nowhere.0 > 3_000_000 && more <= most, "{encoder:?}: {more} bytes for {}", nowhere.0);
    }
}
