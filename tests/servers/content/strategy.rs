//! Families of any kind, with the worst that names, labels, texts and numbers can be.

use std::collections::BTreeMap;

use proptest::{
    collection::{SizeRange, vec},
    option,
    prelude::*,
    sample::select,
};
use tickmark::{Buckets, ClassicBuckets, Exemplar, Kind, LabelsBuf, NativeValue, Number, Timestamp};

use super::{Family, Labels, Observed, Value, native};

/// How many counts there are at most in a bucket: all of them together are a whole number that floats can hold.
const MOST: u64 = 1 << 40;

pub(in crate::servers) fn families(
    exemplar: fn() -> BoxedStrategy<Exemplar>,
    count: impl Into<SizeRange>,
) -> impl Strategy<Value = Vec<Family>> {
    vec((family(exemplar), tail(), unit()), count).prop_map(|families| {
        families
            .into_iter()
            .enumerate()
            .map(|(at, (family, tail, unit))| named(family, at, &tail, unit))
            .collect()
    })
}

pub(in crate::servers) fn exemplar() -> BoxedStrategy<Exemplar> {
    let label = (tail(), hostile().prop_map(|value| value.chars().take(30).collect::<String>()));
    (vec(label, 0..3), number(), option::of(time()))
        .prop_map(|(labels, value, time)| {
            let labels = labels
                .iter()
                .enumerate()
                .fold(LabelsBuf::new(), |all, (at, (name, value))| all.with(&format!("e{at}{name}"), value));
            let exemplar = Exemplar::new(labels, value).expect("the labels are short");
            if let Some(time) = time { exemplar.at(time) } else { exemplar }
        })
        .boxed()
}

/// Python's client takes every quote in an exemplar for the end of a value, also behind a backslash.
pub(in crate::servers) fn exemplar_without_quotes() -> BoxedStrategy<Exemplar> {
    let has_quotes = |text: &str| text.contains('"');
    let is_plain = move |exemplar: &Exemplar| {
        exemplar.labels().iter().all(|(name, value)| !has_quotes(&name) && !has_quotes(&value))
    };
    exemplar().prop_filter("the reader knows no quotes", is_plain).boxed()
}

pub(in crate::servers) fn native_value() -> impl Strategy<Value = NativeValue<'static>> {
    let buckets = || vec((0..4_i32, 1..MOST), 0..12);
    let counts = (option::weighted(0.3, 1..MOST), option::weighted(0.2, 1..9_u64));
    (-4..=8_i32, -40..40_i32, buckets(), buckets(), counts, number()).prop_map(
        |(schema, first, positive, negative, (zero, not_a_number), sum)| {
            let mut value =
                native(schema, &spread(schema, first, &positive), &spread(schema, -first, &negative));
            value.zero_count = zero.unwrap_or(0);
            value.not_a_number = not_a_number.unwrap_or(0);
            value.sum = if value.not_a_number > 0 { f64::NAN } else { sum };
            value
        },
    )
}

/// Buckets with gaps between them, from that of this index on; none in the zero bucket, and none beyond that of what is infinite.
fn spread(schema: i32, first: i32, buckets: &[(i32, u64)]) -> Vec<(i32, u64)> {
    let mut index = first;
    let next = |(gap, count): &(i32, u64)| {
        index += 1 + gap * gap * gap;
        (index, *count)
    };
    let index_of_exponent = |exponent: f64| exponent * f64::from(schema).exp2();
    let can_be = |index: f64| index > index_of_exponent(-128.0) && index <= index_of_exponent(1_024.0) + 1.0;
    buckets.iter().map(next).filter(|(index, _)| can_be(f64::from(*index))).collect()
}

/// Few letters, so that texts meet, and those that formats give a meaning.
fn hostile() -> BoxedStrategy<String> {
    prop_oneof![4 => "[\"\\\\\n,=#{} an]{0,6}", 2 => any::<String>()].boxed()
}

/// What follows in a name, of few and harmless letters mostly.
fn tail() -> BoxedStrategy<String> {
    prop_oneof![4 => "[a-zA-Z0-9_]{0,4}", 1 => "[:.é \"\\\\\n{},=#😱]{1,3}"].boxed()
}

fn unit() -> impl Strategy<Value = &'static str> {
    select(vec!["", "seconds", "bytes"])
}

/// Any number, but for the zero below zero: a reader that takes it for an integer loses the sign.
fn number() -> BoxedStrategy<f64> {
    let number = prop_oneof![2 => any::<f64>(), 2 => -3.0..3.0_f64, 1 => (-9_i8..9).prop_map(f64::from)];
    number.prop_map(|number| if number == 0.0 { 0.0 } else { number }).boxed()
}

fn time() -> impl Strategy<Value = Timestamp> {
    (0..=253_402_300_799_999_u64).prop_map(Timestamp::from_milliseconds)
}

fn labels() -> impl Strategy<Value = Labels> {
    vec((tail(), hostile()), 0..4).prop_map(|labels| {
        let labels = labels.into_iter().enumerate();
        labels.map(|(at, (name, value))| (format!("l{at}{name}"), value)).collect()
    })
}

fn bounds() -> impl Strategy<Value = Vec<f64>> {
    let bounds = vec(number().prop_filter("bounds are finite", |bound| bound.is_finite()), 0..5);
    bounds.prop_map(|mut bounds| {
        bounds.sort_by(f64::total_cmp);
        bounds.dedup();
        bounds
    })
}

fn observed(exemplar: fn() -> BoxedStrategy<Exemplar>) -> impl Strategy<Value = Observed> {
    let counts = vec((0..MOST, option::weighted(0.3, exemplar())), 6);
    (bounds(), counts, number(), option::of(time())).prop_map(|(bounds, counts, sum, created)| {
        let counts = &counts[..=bounds.len()];
        let exemplars =
            counts.iter().enumerate().filter_map(|(at, (_, exemplar))| Some((at, exemplar.clone()?)));
        let exemplars = exemplars.collect();
        let counts = counts.iter().map(|(count, _)| *count).collect();
        Observed { bounds, counts, sum, created, exemplars }
    })
}

fn summary() -> impl Strategy<Value = Value> {
    let quantiles = vec((0.0..=1.0_f64, number()), 0..4);
    (quantiles, number(), 0..MOST, option::of(time())).prop_map(|(mut quantiles, sum, count, created)| {
        quantiles.sort_by(|left, right| left.0.total_cmp(&right.0));
        quantiles.dedup_by_key(|(quantile, _)| *quantile);
        Value::Summary { quantiles, sum, count, created }
    })
}

fn counter(exemplar: fn() -> BoxedStrategy<Exemplar>) -> impl Strategy<Value = Value> {
    let fraction = number().prop_map(|number| if number.is_nan() { 0.5 } else { number.abs() });
    let number =
        prop_oneof![any::<u64>().prop_map(Number::Integer), fraction.prop_map(Number::Float)].boxed();
    (number, option::of(time()), option::of(exemplar()))
        .prop_map(|(number, created, exemplar)| Value::Counter { number, created, exemplar })
}

fn states() -> impl Strategy<Value = Value> {
    (vec(hostile(), 1..5), any::<u64>()).prop_map(|(states, on)| {
        let states = states.into_iter().enumerate().map(|(at, state)| format!("{state}{at}"));
        Value::StateSet { states: states.collect(), on }
    })
}

/// Native ones with exemplars, where no two are of the same time, and with classic buckets now and then.
fn native_histogram(exemplar: fn() -> BoxedStrategy<Exemplar>) -> impl Strategy<Value = Value> {
    let exemplars = vec((exemplar(), time()), 0..3);
    (native_value(), exemplars, option::of(bounds())).prop_map(|(mut value, exemplars, bounds)| {
        let exemplars: BTreeMap<_, _> =
            exemplars.into_iter().map(|(exemplar, time)| (time, exemplar.at(time))).collect();
        value.exemplars = exemplars.into_values().collect::<Vec<_>>().into();
        value.classic = bounds.map(|bounds| {
            let mut counts = vec![0; bounds.len() + 1];
            counts[bounds.len() / 2] = value.count();
            ClassicBuckets::new(Box::leak(Box::new(Buckets::new(&bounds))), counts)
        });
        Value::Native(value)
    })
}

/// Series of one kind, each with a label that tells it from the others, unless it is alone.
fn family(exemplar: fn() -> BoxedStrategy<Exemplar>) -> impl Strategy<Value = Family> {
    let value = move |(kind, is_native)| match kind {
        Kind::Counter => counter(exemplar).boxed(),
        Kind::Gauge => number().prop_map(Value::Gauge).boxed(),
        Kind::Histogram if is_native => native_histogram(exemplar).boxed(),
        Kind::Histogram => observed(exemplar).prop_map(Value::Histogram).boxed(),
        Kind::GaugeHistogram => observed(exemplar).prop_map(Value::GaugeHistogram).boxed(),
        Kind::Summary => summary().boxed(),
        Kind::Info => Just(Value::Info).boxed(),
        Kind::StateSet => states().boxed(),
        _ => number().prop_map(Value::Unknown).boxed(),
    };
    let series = move |kind| vec((labels(), value(kind)), 0..4);
    let family = kind().prop_flat_map(move |kind| (Just(kind.0), any::<String>(), series(kind)));
    family.prop_map(|(kind, help, mut series)| {
        let is_alone = series.len() == 1;
        for (at, (labels, _)) in series.iter_mut().enumerate().filter(|_| !is_alone) {
            labels.insert("number".to_owned(), at.to_string());
        }
        Family { name: String::new(), kind, help, unit: "", series }
    })
}

/// A kind, and whether it is native.
fn kind() -> impl Strategy<Value = (Kind, bool)> {
    use Kind::{Counter, Gauge, GaugeHistogram, Histogram, Info, StateSet, Summary, Unknown};
    let kinds = [Counter, Gauge, Histogram, GaugeHistogram, Summary, Info, StateSet, Unknown];
    select(kinds.map(|kind| (kind, false)).into_iter().chain([(Histogram, true)]).collect::<Vec<_>>())
}

/// With a name that no other has, also where names are escaped.
fn named(mut family: Family, at: usize, tail: &str, unit: &'static str) -> Family {
    // A label is named as the set of states, and has no colon.
    let tail = if family.kind == Kind::StateSet { tail.replace(':', "") } else { tail.to_owned() };
    let ending = match family.kind {
        Kind::Counter if at.is_multiple_of(2) => "_total",
        Kind::Info if at.is_multiple_of(2) => "_info",
        _ => "",
    };
    let unit_ending = if unit.is_empty() { String::new() } else { format!("_{unit}") };
    family.name = format!("n{at}x{tail}{unit_ending}{ending}");
    family.unit = unit;
    family
}
