//! Native histograms with classic buckets beside them.

use std::{thread, time::Duration};

use tickmark::{Config, Family, LabelSet, Metrics, NativeHistogram, Registry, Seconds};

use super::alone;
use crate::{native::Natives, page::Page};

#[derive(LabelSet)]
struct Oven<'a> {
    oven: &'a str,
}

#[derive(Metrics)]
#[metrics(prefix = "native")]
struct Bakery {
    /// Without classic buckets.
    baking_seconds: NativeHistogram<Seconds>,
    /// With them.
    #[metric(buckets = [1.0, 60.0])]
    cooling_seconds: NativeHistogram<Seconds>,
    /// With them, for each oven.
    #[metric(buckets = [0.5])]
    heating_seconds: Family<Oven<'static>, NativeHistogram<Seconds>>,
    /// As fine as it was asked for.
    #[metric(init = NativeHistogram::new().factor(1.01).buckets(&[3.0]))]
    weight: NativeHistogram,
}

#[test]
fn a_page_of_text_has_the_buckets_that_were_asked_for() {
    let (bakery, registry) = alone::<Bakery>();
    bakery.baking_seconds.observe(Duration::from_secs(2));
    for seconds in [0.5, 1.0, 2.0, 1e9, f64::NAN] {
        bakery.cooling_seconds.observe(Seconds(seconds));
    }
    bakery.heating_seconds.with(Oven { oven: "left" }).observe(Seconds(0.25));
    bakery.weight.observe(3.0);
    let page = Page::of(&registry);
    let count = |name: &str, labels: &[(&str, &str)]| page.count(&format!("native_{name}"), labels);
    assert_eq!(count("baking_seconds_bucket", &[("le", "+Inf")]), Some(1));
    assert_eq!(page.values_of("native_baking_seconds", "le"), ["+Inf"]);
    assert_eq!(count("cooling_seconds_bucket", &[("le", "1")]), Some(2));
    assert_eq!(count("cooling_seconds_bucket", &[("le", "60")]), Some(3));
    assert_eq!(count("cooling_seconds_bucket", &[("le", "+Inf")]), Some(5));
    assert_eq!(count("cooling_seconds_count", &[]), Some(5));
    assert_eq!(count("heating_seconds_bucket", &[("le", "0.5"), ("oven", "left")]), Some(1));
    assert_eq!(count("weight_bucket", &[("le", "3")]), Some(1));

    let natives = Natives::of(&registry);
    assert_eq!(natives.get("native_baking_seconds", "").classic, None);
    let cooling = natives.get("native_cooling_seconds", "");
    assert_eq!(cooling.native, Some((3, vec![(-8, 1), (0, 1), (8, 1), (240, 1)], 0)));
    assert_eq!(cooling.classic, Some((vec![1.0, 60.0], vec![2, 1, 2])));
    assert_eq!(natives.get("native_weight", "").native.as_ref().map(|(schema, ..)| *schema), Some(7));
}

#[test]
fn a_configuration_sets_the_classic_buckets() {
    let config = Config::new().buckets("native_*_seconds", [7.0]).checked().expect("nothing is wrong");
    let registry = Registry::with_config(config);
    let bakery = Bakery::register(&registry).expect("the names are free");
    bakery.baking_seconds.observe(Seconds(5.0));
    bakery.cooling_seconds.observe(Seconds(5.0));
    bakery.heating_seconds.with(Oven { oven: "left" }).observe(Seconds(5.0));
    let natives = Natives::of(&registry);
    for family in ["native_baking_seconds", "native_cooling_seconds", "native_heating_seconds"] {
        let taken = natives.get(family, "");
        assert_eq!(taken.classic, Some((vec![7.0], vec![1, 0])), "{family}");
        assert!(taken.native.is_some());
    }
    assert!(registry.check().is_ok());
}

#[test]
fn a_histogram_that_was_used_before_it_was_configured_is_reported() {
    static USED: NativeHistogram<Seconds> = NativeHistogram::in_unit().buckets(&[1.0]);

    USED.observe(Seconds(1.0));
    let config = Config::new().buckets("used_seconds", [7.0]).checked().expect("nothing is wrong");
    let registry = Registry::with_config(config);
    registry.register("used_seconds", "Used.", &USED).expect("the name is free");
    let problems = registry.check().expect_err("it is too late").to_string();
    assert!(problems.contains("`used_seconds` was used before its buckets were configured"), "{problems}");
}

#[test]
fn classic_buckets_agree_with_native_ones_while_threads_observe() {
    // Nothing is above all bounds, where what is in one kind of bucket only would not show.
    static MANY: NativeHistogram = NativeHistogram::new().factor(1.001).buckets(&[10.0, 10_000.0]);
    const VALUES: u32 = 20_000;

    thread::scope(|scope| {
        for thread in 0..4 {
            scope.spawn(move || {
                (0..VALUES).for_each(|step| MANY.observe(f64::from(step * 7 % 3_000 + thread)));
            });
        }
        let (mut before, mut sizes) = (vec![0; 3], (8, 0));
        while before[2] < u64::from(4 * VALUES) {
            let value = MANY.value();
            let classic = value.classic.as_ref().expect("it was given some");
            let cumulative = classic.counts.iter().scan(0, |sum, count| {
                *sum += count;
                Some(*sum)
            });
            let cumulative: Vec<u64> = cumulative.collect();
            assert_eq!(cumulative[2], value.count());
            assert!(
                before.iter().zip(&cumulative).all(|(before, now)| now >= before),
                "{before:?} {cumulative:?}"
            );
            assert!(value.schema <= sizes.0);
            assert!(value.positive.len() <= 160);
            sizes = (value.schema, value.positive.len());
            before = cumulative;
        }
    });
    let expected =
        (0..4).map(|thread| (0..VALUES).filter(|step| step * 7 % 3_000 + thread <= 10).count() as u64);
    let value = MANY.value();
    assert_eq!(value.count(), u64::from(4 * VALUES));
    let classic = value.classic.expect("it was given some");
    assert_eq!(classic.counts[0], expected.sum::<u64>());
}
