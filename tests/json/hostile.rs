//! Whatever names, labels, help texts and numbers hold, the page is JSON, as the schema says, and reads back as it was.

use std::collections::BTreeMap;

use proptest::{
    collection::{btree_map, vec},
    prelude::*,
};
use tickmark::Registry;

use super::{
    family,
    model::{Count, Example, Family, Float, Histogram, Labels, Native, Says, Series, Summary},
    page_of, read,
};

const UNITS: &[&str] = &["", "seconds", "\"\\\u{1}"];

/// What JSON, or those who read it, give a meaning, and anything else.
fn hostile() -> impl Strategy<Value = String> {
    let specials = "[\"\\\\/\n\r\t\u{0}\u{1}\u{8}\u{c}\u{1f}\u{7f}\u{85}\u{2028}\u{2029}\u{feff}\u{ffff}\u{10ffff}{}\\[\\]:,=nu0 é😱]{0,6}";
    prop_oneof![4 => specials, 2 => any::<String>()]
}

fn float() -> impl Strategy<Value = Float> {
    let special =
        [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.0, 0.0, f64::MAX, f64::MIN_POSITIVE, 5e-324, 1e16];
    let any_bits = any::<u64>().prop_map(f64::from_bits);
    let whole = any::<i64>().prop_map(|whole| whole as f64);
    prop_oneof![prop::sample::select(special.to_vec()), any_bits, whole, -10.0..10.0].prop_map(Float)
}

/// So few that sums of them have room.
fn count() -> impl Strategy<Value = u64> {
    prop_oneof![0..4_u64, 0..u64::MAX >> 8]
}

fn labels() -> impl Strategy<Value = Labels> {
    // Numbers in front keep names apart wherever they are escaped. Empty values are none.
    let some = vec((hostile(), hostile()), 0..3).prop_map(|labels| labels.into_iter().enumerate());
    some.prop_map(|labels| {
        let labels = labels.filter(|(_, (_, value))| !value.is_empty());
        labels.map(|(at, (name, value))| (format!("l{at}{name}"), value)).collect()
    })
}

fn example() -> impl Strategy<Value = Example> {
    let labels = labels().prop_filter("it is too long", |labels| {
        labels.iter().map(|(name, value)| name.chars().count() + value.chars().count()).sum::<usize>() <= 128
    });
    (labels, float(), any::<Option<u64>>()).prop_map(|(labels, value, time)| Example { labels, value, time })
}

fn counter() -> impl Strategy<Value = Count> {
    // What is not a number, and what is below zero, is no count.
    let float = float().prop_map(|Float(float)| Float(if float.is_nan() { 0.5 } else { float.abs() }));
    let number = prop_oneof![any::<u64>().prop_map(Ok), float.prop_map(Err)];
    let all = (number, any::<Option<u64>>(), prop::option::of(example()));
    all.prop_map(|(number, created, exemplar)| Count { number, created, exemplar })
}

fn histogram(has_created: bool) -> impl Strategy<Value = Histogram> {
    let bounds = vec(any::<f64>().prop_filter("no bound", |bound| bound.is_finite()), 0..5);
    let all = (bounds, vec(count(), 6), float(), any::<Option<u64>>(), vec(example(), 0..2));
    all.prop_map(move |(mut bounds, counts, sum, created, exemplars)| {
        bounds.sort_by(f64::total_cmp);
        bounds.dedup();
        // One for each bucket that holds one.
        let mut exemplars = exemplars;
        let bucket = |example: &Example| {
            bounds.iter().take_while(|bound| example.value.0.is_nan() || example.value.0 > **bound).count()
        };
        exemplars.sort_by_key(bucket);
        exemplars.dedup_by_key(|example| bucket(example));
        let bounds = bounds.into_iter().map(|bound| Some(Float(bound))).chain([None]);
        let created = created.filter(|_| has_created);
        Histogram { buckets: bounds.zip(counts).collect(), sum, created, exemplars }
    })
}

fn native() -> impl Strategy<Value = Native> {
    // No greater than a bucket of the coarsest resolution has.
    let buckets = || btree_map(-68..=68, count(), 0..4);
    let zero = (prop_oneof![Just(f64::INFINITY), 0.0..1e300], count(), count());
    let all = (-4..=8_i32, zero, buckets(), buckets(), any::<bool>(), histogram(true));
    all.prop_map(|(schema, zero, positive, negative, is_classic, mut histogram)| {
        let (zero_threshold, zero_count, not_a_number) = (Float(zero.0), zero.1, zero.2);
        if is_classic {
            // The classic buckets hold the same observations as the native ones.
            let last = positive.values().chain(negative.values()).sum::<u64>() + zero_count + not_a_number;
            histogram
                .buckets
                .iter_mut()
                .for_each(|(bound, count)| *count = if bound.is_some() { 0 } else { last });
        } else {
            histogram.buckets.clear();
        }
        Native { schema, zero_threshold, zero_count, not_a_number, positive, negative, is_classic, histogram }
    })
}

fn summary() -> impl Strategy<Value = Summary> {
    let all = (btree_map(0..=1_000_u32, float(), 0..4), float(), any::<u64>(), any::<Option<u64>>());
    all.prop_map(|(quantiles, sum, count, created)| {
        let quantiles =
            quantiles.into_iter().map(|(at, value)| (Float(f64::from(at) / 1e3), value)).collect();
        Summary { quantiles, sum, count, created }
    })
}

/// Series of these values, told apart by a label more.
fn all<T: std::fmt::Debug>(value: impl Strategy<Value = T>) -> impl Strategy<Value = BTreeMap<Labels, T>> {
    vec((labels(), value), 0..4).prop_map(|series| {
        let numbered = |(at, (mut labels, value)): (usize, (Labels, T))| {
            labels.insert("i".to_owned(), at.to_string());
            (labels, value)
        };
        series.into_iter().enumerate().map(numbered).collect()
    })
}

fn series() -> impl Strategy<Value = Series> {
    // A label with an empty value is none, so that a state without a name is on no page.
    let named = hostile().prop_filter("it has no name", |state| !state.is_empty());
    prop_oneof![
        all(counter()).prop_map(Series::Counter),
        all(float()).prop_map(Series::Gauge),
        all(float()).prop_map(Series::Unknown),
        all(histogram(true)).prop_map(Series::Histogram),
        all(histogram(false)).prop_map(Series::GaugeHistogram),
        all(native()).prop_map(Series::Native),
        all(summary()).prop_map(Series::Summary),
        all(Just(true)).prop_map(|all| Series::Info(all.into_keys().collect())),
        all(btree_map(named, any::<bool>(), 0..4)).prop_map(Series::StateSet),
    ]
}

fn families() -> impl Strategy<Value = Vec<Family>> {
    let family = (hostile(), hostile(), prop::sample::select(UNITS), series());
    vec(family, 0..5).prop_map(|families| {
        let numbered = families.into_iter().enumerate();
        // Numbers in front keep names, and what they have behind them, apart.
        let family =
            |(at, (name, help, unit, series))| Family { name: format!("f{at}{name}"), help, unit, series };
        numbered.map(family).collect()
    })
}

/// A family as its page has it: what was counted and is whole is not told from what was counted in ones, and an empty family is of
/// no kind of histogram.
fn as_read(mut family: Family) -> Family {
    match &mut family.series {
        Series::Counter(all) => all.values_mut().for_each(|count| count.number = whole(count.number)),
        Series::Native(all) if all.is_empty() => family.series = Series::Histogram(BTreeMap::new()),
        _ => {}
    }
    family
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it comes back as it was")]
fn whole(number: Result<u64, Float>) -> Result<u64, Float> {
    number.or_else(|float| {
        let whole = float.0 as u64;
        // From 1e16 on they are written with an exponent.
        if Float(whole as f64) == float && float.0 < 1e16 { Ok(whole) } else { Err(float) }
    })
}

proptest! {
    #[test]
    fn every_page_is_as_the_schema_says_and_reads_back_as_it_was(families in families()) {
        let registry = Registry::new();
        registry.attach(Says(families.clone()));
        let page = page_of(&registry);
        for expected in families {
            let found = family(&page, &expected.name);
            prop_assert!(found.is_some(), "`{}` is left out", expected.name);
            let read = found.and_then(|family| read::family(family, UNITS));
            prop_assert_eq!(read, Some(as_read(expected)));
        }
    }
}
