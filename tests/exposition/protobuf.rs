//! Every field of a page of messages is what was put in.

use std::sync::Arc;

use proptest::prelude::*;
use tickmark::{
    Buckets, FamilyMeta, HistogramValue, Kind, LabelsBuf, NativeHistogram, NativeValue, Number, Registry,
    exposition::{Encoder, Escaping, Format},
};

use super::{
    bytes,
    generated::{Example, Family, Histogram, Series, Value, families},
    message::{Message, delimited},
    registry_of,
};

const ESCAPINGS: [Escaping; 4] =
    [Escaping::AllowUtf8, Escaping::Underscores, Escaping::Dots, Escaping::Values];

/// Of a metric, as texts that can be compared.
#[derive(Debug, PartialEq)]
struct Metric {
    labels: Vec<(String, String)>,
    value: Vec<String>,
}

fn pairs(message: &Message<'_>) -> Vec<(String, String)> {
    let text = |pair: &Message<'_>, number| pair.text(number).unwrap_or_default().to_owned();
    message.messages(1).iter().map(|pair| (text(pair, 1), text(pair, 2))).collect()
}

fn moment(message: &Message<'_>, number: u64) -> String {
    let time = message.message(number);
    let text = |time: Message<'_>| {
        format!("{}s {}ns", time.unsigned(1).unwrap_or_default(), time.unsigned(2).unwrap_or_default())
    };
    time.map_or_else(String::new, text)
}

fn exemplar(message: &Message<'_>, number: u64) -> String {
    let text = |exemplar: Message<'_>| {
        exemplar.has_only(&[1, 2, 3]);
        format!("{:?} {:?} {}", pairs(&exemplar), exemplar.double(2), moment(&exemplar, 3))
    };
    message.message(number).map_or_else(String::new, text)
}

fn read(metric: &Message<'_>) -> Metric {
    let mut value = Vec::new();
    metric.has_only(&[1, 2, 3, 4, 5, 7]);
    for (number, word) in [(2, "gauge"), (5, "untyped")] {
        value.extend(metric.message(number).map(|message| format!("{word} {:?}", message.double(1))));
    }
    if let Some(counter) = metric.message(3) {
        counter.has_only(&[1, 2, 3]);
        value.push(format!(
            "counter {:?} {} {}",
            counter.double(1),
            exemplar(&counter, 2),
            moment(&counter, 3)
        ));
    }
    if let Some(summary) = metric.message(4) {
        summary.has_only(&[1, 2, 3, 4]);
        value.push(format!(
            "summary {:?} {:?} {}",
            summary.unsigned(1),
            summary.double(2),
            moment(&summary, 4)
        ));
        value.extend(
            summary.messages(3).iter().map(|each| format!("{:?} {:?}", each.double(1), each.double(2))),
        );
    }
    if let Some(histogram) = metric.message(7) {
        histogram.has_only(&[1, 2, 3, 15]);
        value.push(format!(
            "histogram {:?} {:?} {}",
            histogram.unsigned(1),
            histogram.double(2),
            moment(&histogram, 15)
        ));
        let bucket = |bucket: &Message<'_>| {
            format!("{:?} {:?} {}", bucket.unsigned(1), bucket.double(2), exemplar(bucket, 3))
        };
        value.extend(histogram.messages(3).iter().map(bucket));
    }
    Metric { labels: pairs(metric), value }
}

fn expected_moment(milliseconds: Option<u64>) -> String {
    milliseconds.map_or_else(String::new, |time| format!("{}s {}ns", time / 1_000, time % 1_000 * 1_000_000))
}

fn expected_exemplar(example: &Example, escaping: Escaping) -> String {
    let name = escaping.label_name("trace.id").into_owned();
    let labels: Vec<_> = example.label.iter().map(|label| (name.clone(), label.clone())).collect();
    format!("{labels:?} {:?} {}", Some(example.value), expected_moment(example.time))
}

fn expected_histogram(histogram: &Histogram, created: &str, escaping: Escaping) -> Vec<String> {
    let count: u64 = histogram.counts.iter().sum();
    let mut value = vec![format!("histogram {:?} {:?} {created}", Some(count), Some(histogram.sum))];
    let mut up_to = 0;
    for (at, count) in histogram.counts.iter().enumerate() {
        up_to += count;
        let bound = histogram.bounds.get(at).copied().unwrap_or(f64::INFINITY);
        let example = histogram.examples.iter().find(|(bucket, _)| *bucket == at);
        let example = example.map(|(_, example)| expected_exemplar(example, escaping));
        if bound.is_finite() || example.is_some() {
            value.push(format!("{:?} {:?} {}", Some(up_to), Some(bound), example.unwrap_or_default()));
        }
    }
    value
}

fn expected(family: &Family, series: &Series, escaping: Escaping) -> Vec<Metric> {
    let labels = series.labels.iter().filter(|(_, value)| !value.is_empty());
    let mut labels: Vec<_> =
        labels.map(|(name, value)| (escaping.label_name(name).into_owned(), value.clone())).collect();
    let created = expected_moment(series.created);
    let value = match &series.value {
        Value::Counter(number, example) => {
            let example =
                example.as_ref().map(|example| expected_exemplar(example, escaping)).unwrap_or_default();
            let number = match number {
                Number::Integer(count) => *count as f64,
                Number::Float(float) => *float,
            };
            vec![format!("counter {:?} {example} {created}", Some(number))]
        }
        Value::Gauge(value) => vec![format!("gauge {:?}", Some(value))],
        Value::Unknown(value) => vec![format!("untyped {:?}", Some(value))],
        Value::Info => vec![format!("gauge {:?}", Some(1.0))],
        Value::Histogram(histogram) => expected_histogram(histogram, &created, escaping),
        Value::GaugeHistogram(histogram) => expected_histogram(histogram, "", escaping),
        Value::Summary { quantiles, sum, count } => {
            let first = format!("summary {:?} {:?} {created}", Some(count), Some(sum));
            let quantile =
                |(quantile, estimate): &(f64, f64)| format!("{:?} {:?}", Some(quantile), Some(estimate));
            std::iter::once(first).chain(quantiles.iter().map(quantile)).collect()
        }
        Value::StateSet(states, on) => {
            let state = |(at, state): (usize, &String)| {
                labels.push((escaping.label_name(&family.name).into_owned(), state.clone()));
                let metric = Metric {
                    labels: labels.clone(),
                    value: vec![format!("gauge {:?}", Some((on >> at & 1) as f64))],
                };
                labels.pop();
                metric
            };
            return states.iter().enumerate().map(state).collect();
        }
    };
    vec![Metric { labels, value }]
}

fn type_of(kind: Kind) -> u64 {
    let types =
        [Kind::Counter, Kind::Gauge, Kind::Summary, Kind::Unknown, Kind::Histogram, Kind::GaugeHistogram];
    types.iter().position(|each| *each == kind).unwrap_or(1) as u64
}

#[track_caller]
fn assert_is(message: &Message<'_>, family: &Family, escaping: Escaping) {
    message.has_only(&[1, 2, 3, 4, 5]);
    assert_eq!(message.text(1), Some(&*escaping.metric_name(&family.name)));
    assert_eq!(message.text(2), Some(&*family.help));
    assert_eq!(message.unsigned(3), Some(type_of(family.kind)));
    assert_eq!(message.text(5), Some(family.unit).filter(|unit| !unit.is_empty()));
    let mut metrics: Vec<_> = message.messages(4).iter().map(read).collect();
    let mut expected: Vec<_> =
        family.series.iter().flat_map(|series| expected(family, series, escaping)).collect();
    // Some order that both have.
    metrics.sort_by_key(|metric| format!("{metric:?}"));
    expected.sort_by_key(|metric| format!("{metric:?}"));
    assert_eq!(metrics, expected);
}

proptest! {
    #[test]
    fn families_come_back_from_messages(families in families()) {
        let said = families.clone();
        let registry = registry_of(move |sink| said.iter().for_each(|family| family.say(sink)));
        for escaping in ESCAPINGS {
            let page = bytes(&registry, Encoder::new(Format::Protobuf).escaping(escaping));
            let messages = delimited(&page);
            for family in &families {
                let name = escaping.metric_name(&family.name);
                let message = messages.iter().find(|message| message.text(1) == Some(&*name));
                assert_is(message.expect("every family is there"), family, escaping);
            }
            let own = messages.iter().filter(|message| message.text(1).is_some_and(|name| name.contains("tickmark")));
            assert_eq!(messages.len(), families.len() + own.count());
        }
    }
}

#[test]
fn lengths_are_right_around_their_borders() {
    for length in (90..140).chain(16_300..16_400).chain([2_097_151 - 40, 2_097_151]) {
        let registry = registry_of(move |sink| {
            sink.family(&FamilyMeta::new("a", Kind::Histogram, "A."));
            let value = "x".repeat(length);
            let labels = LabelsBuf::new().with("a", &value);
            let buckets = Buckets::new(&[1.0]);
            sink.histogram(labels.as_labels(), &HistogramValue::new(&buckets, &[1, 2], 3.0));
        });
        let page = bytes(&registry, Encoder::new(Format::Protobuf));
        let metric = delimited(&page)[0].messages(4).remove(0);
        assert_eq!(pairs(&metric), [("a".to_owned(), "x".repeat(length))]);
        assert_eq!(metric.message(7).and_then(|histogram| histogram.unsigned(1)), Some(3));
    }
}

/// The buckets of one side of zero, with those between that are empty.
fn buckets(histogram: &Message<'_>, span: u64, delta: u64) -> Vec<(i64, i64)> {
    let (mut index, mut count, mut deltas, mut buckets) =
        (0, 0, histogram.signed(delta).into_iter(), Vec::new());
    for span in histogram.messages(span) {
        index += span.signed(1)[0];
        for _ in 0..span.unsigned(2).unwrap_or_default() {
            count += deltas.next().expect("a delta for each bucket of the spans");
            buckets.push((index, count));
            index += 1;
        }
    }
    assert_eq!(deltas.next(), None, "a bucket for each delta");
    buckets
}

fn native(registry: &Registry) -> Vec<u8> {
    bytes(registry, Encoder::new(Format::Protobuf))
}

#[test]
fn a_native_histogram_without_observations_is_known_for_one() {
    let registry = Registry::new();
    registry.register("a_seconds", "A.", Arc::new(NativeHistogram::new())).expect("the name is free");
    let page = native(&registry);
    let histogram = delimited(&page)[0].messages(4)[0].message(7).expect("it is one");
    let spans = histogram.messages(12);
    assert_eq!(
        spans.iter().map(|span| (span.signed(1), span.unsigned(2))).collect::<Vec<_>>(),
        [(vec![0], Some(0))]
    );
    assert_eq!((histogram.unsigned(1), histogram.double(2)), (Some(0), Some(0.0)));
}

#[test]
fn native_histograms_and_others_of_a_family_are_in_messages_of_their_own() {
    let registry = registry_of(|sink| {
        sink.family(&FamilyMeta::new("a_seconds", Kind::Histogram, "A."));
        let native = NativeValue::new(3);
        let (buckets, counts) = (Buckets::new(&[1.0]), [2, 1]);
        for (at, is_native) in [true, true, false, true].into_iter().enumerate() {
            let labels = LabelsBuf::new().with("at", &at.to_string());
            if is_native {
                sink.native_histogram(labels.as_labels(), &native);
            } else {
                sink.histogram(labels.as_labels(), &HistogramValue::new(&buckets, &counts, 4.0));
            }
        }
    });
    let page = bytes(&registry, Encoder::new(Format::Protobuf));
    let messages = delimited(&page);
    let messages: Vec<_> = messages.iter().filter(|family| family.text(1) == Some("a_seconds")).collect();
    let series: Vec<usize> = messages.iter().map(|family| family.messages(4).len()).collect();
    assert_eq!(series, [2, 1, 1]);
    for (family, is_native) in messages.iter().zip([true, false, true]) {
        assert_eq!((family.text(2), family.unsigned(3)), (Some("A."), Some(4)));
        for metric in family.messages(4) {
            assert_eq!(metric.message(7).map(|histogram| histogram.signed(5).len()), Some(is_native.into()));
        }
    }
}

proptest! {
    #[test]
    fn observations_are_in_the_native_buckets_that_hold_them(observations in prop::collection::vec(prop::num::f64::ANY, 0..40)) {
        let (registry, recorded) = (Registry::new(), Arc::new(NativeHistogram::new()));
        registry.register("a_seconds", "A.", recorded.clone()).expect("the name is free");
        for observation in &observations {
            recorded.observe(*observation);
        }
        let page = native(&registry);
        let histogram = delimited(&page)[0].messages(4)[0].message(7).expect("it is one");
        let base = (-(histogram.signed(5)[0] as f64)).exp2().exp2();
        let zero = histogram.double(6).expect("it has a threshold");
        let held = |wanted: &dyn Fn(f64) -> bool| observations.iter().filter(|each| wanted(**each)).count() as u64;
        let count = histogram.unsigned(1).expect("it has a count");
        prop_assert_eq!(count, observations.len() as u64);
        prop_assert_eq!(histogram.unsigned(7), Some(held(&|each| each.abs() <= zero)));
        for (span, delta, sign) in [(9, 10, -1.0), (12, 13, 1.0)] {
            let buckets = buckets(&histogram, span, delta);
            let total: i64 = buckets.iter().map(|(_, count)| count).sum();
            prop_assert_eq!(total.unsigned_abs(), held(&|each| each * sign > zero));
            for (index, count) in buckets {
                // The exponent of the bounds, so that nothing overflows; a little more on both sides for what is rounded.
                let exponent = |each: f64| (each * sign).min(f64::MAX).log2() / base.log2();
                let is_in = |each: f64| each * sign > zero && exponent(each) > index as f64 - 1.0 - 1e-6 && exponent(each) <= index as f64 + 1e-6;
                let infinite = held(&|each| each * sign == f64::INFINITY).cast_signed();
                prop_assert!(held(&is_in).cast_signed() >= count || infinite > 0, "{index}: {count}");
            }
        }
    }
}
