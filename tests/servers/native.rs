//! Native histograms in Prometheus, which ends at one whose spans and deltas disagree.

use std::{sync::Arc, thread};

use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};
use serde_json::Value as Json;
use tickmark::{Kind, NativeHistogram, NativeValue, Registry};

use super::{
    content::{Family, Value, buckets, is_near, native_value, number, registry_of},
    prometheus::Prometheus,
    target::Target,
};

const MADE_UP: usize = 300;

#[test]
fn prometheus_has_every_bucket_of_native_histograms() {
    let values = made_up();
    println!("{values:#?}");
    let mut family = Family::new("made_up", Kind::Histogram, "Of any shape.");
    for (at, value) in values.iter().enumerate() {
        family = family.with(&[("number", &at.to_string())], Value::Native(value.clone()));
    }
    let prometheus = scraped(registry_of(&[family]));
    let scraped = prometheus.query("made_up");
    assert_eq!(scraped.len(), values.len());
    for series in scraped {
        let number: usize = series.labels["number"].parse().expect("it was one");
        assert_same(series.histogram.as_ref(), &values[number]);
    }
}

#[test]
fn prometheus_knows_quantiles_of_what_threads_observed() {
    let (histogram, registry) = (Arc::new(NativeHistogram::new()), Registry::new());
    registry.register("observed", "By threads.", histogram.clone()).expect("the name is free");
    let coarse = Arc::new(NativeHistogram::new());
    registry.register("coarse", "Over a wide range.", coarse.clone()).expect("the name is free");
    thread::scope(|scope| {
        for thread in 0..4_u32 {
            let (histogram, coarse) = (&histogram, &coarse);
            scope.spawn(move || {
                (1..=1_000).for_each(|each| histogram.observe(f64::from(each)));
                (0..500_i32).for_each(|each| coarse.observe(-1.7_f64.powi(each - 250) * f64::from(thread)));
            });
        }
    });
    let prometheus = scraped(registry);
    for (name, histogram) in [("observed", &histogram), ("coarse", &coarse)] {
        assert_same(prometheus.query(name)[0].histogram.as_ref(), &histogram.value());
    }
    for (quantile, expected) in [(0.5, 500.0), (0.9, 900.0), (0.99, 990.0)] {
        let found = prometheus.query(&format!("histogram_quantile({quantile}, observed)"))[0].value;
        assert!((found / expected - 1.0).abs() < 0.05, "{quantile}: {found}");
    }
}

fn made_up() -> Vec<NativeValue<'static>> {
    let mut runner = TestRunner::default();
    let mut next = || native_value().new_tree(&mut runner).expect("nothing is filtered").current();
    (0..MADE_UP).map(|_| next()).collect()
}

/// A server that has scraped the page at least once.
#[track_caller]
fn scraped(registry: Registry) -> Prometheus {
    // It is asked no more once the first answer is there.
    let target = Target::negotiating(registry);
    let prometheus = Prometheus::start(&["native-histograms"], &[("native", target.address())]);
    prometheus.wait_for_value("up == 1", f64::is_finite);
    prometheus
}

#[track_caller]
fn assert_same(scraped: Option<&Json>, value: &NativeValue<'_>) {
    let scraped = scraped.unwrap_or_else(|| panic!("no native histogram, but {value:?}"));
    let parsed = |json: &Json| json.as_str().and_then(|text| text.parse::<f64>().ok()).expect("a number");
    let totals = ["sum", "count"].map(|total| number(parsed(&scraped[total])));
    assert_eq!(totals, [number(value.sum), number(value.count() as f64)], "{scraped}");
    let found = scraped["buckets"].as_array().into_iter().flatten();
    let found: Vec<_> = found.map(|bucket| [1, 2, 3].map(|at| parsed(&bucket[at]))).collect();
    let expected = buckets(value);
    assert_eq!(found.len(), expected.len(), "{scraped}\nand not {value:?}");
    for ([start, end, count], expected) in found.into_iter().zip(expected) {
        let has_ends = is_near(start, expected.0, 1e-9) && is_near(end, expected.1, 1e-9);
        let is_same = has_ends && number(count) == number(expected.2 as f64);
        assert!(is_same, "{start} to {end}: {count}, and not {expected:?}");
    }
}
