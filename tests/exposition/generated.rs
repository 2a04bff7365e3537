//! Families that nobody wrote on purpose.

use proptest::{collection::vec, option, prelude::*};
use tickmark::{
    Buckets, CounterValue, Exemplar, FamilyMeta, HistogramValue, Kind, LabelsBuf, Number, Sink,
    StateSetValue, SummaryValue, Timestamp,
};

#[derive(Clone, Debug)]
pub(super) struct Family {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) help: String,
    pub(super) unit: &'static str,
    pub(super) series: Vec<Series>,
}

#[derive(Clone, Debug)]
pub(super) struct Series {
    pub(super) labels: Vec<(String, String)>,
    pub(super) value: Value,
    pub(super) created: Option<u64>,
}

#[derive(Clone, Debug)]
pub(super) enum Value {
    Counter(Number, Option<Example>),
    Gauge(f64),
    Histogram(Histogram),
    GaugeHistogram(Histogram),
    Summary { quantiles: Vec<(f64, f64)>, sum: f64, count: u64 },
    Info,
    StateSet(Vec<String>, u64),
    Unknown(f64),
}

#[derive(Clone, Debug)]
pub(super) struct Histogram {
    pub(super) bounds: Vec<f64>,
    pub(super) counts: Vec<u64>,
    pub(super) sum: f64,
    pub(super) examples: Vec<(usize, Example)>,
}

#[derive(Clone, Debug)]
pub(super) struct Example {
    pub(super) label: Option<String>,
    pub(super) value: f64,
    pub(super) time: Option<u64>,
}

/// Letters that formats give a meaning, and any others.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[\"\\\\\n\r\t,={}# #.:_aZ0é-]{0,6}", 1 => any::<String>()]
}

fn number() -> impl Strategy<Value = f64> {
    const ODD: &[f64] = &[
        0.0,
        -0.0,
        1.0,
        -1.0,
        0.1,
        1e15,
        1e16,
        9_007_199_254_740_992.0,
        1e17,
        1e300,
        -1e-300,
        5e-324,
        f64::MIN_POSITIVE,
        f64::MAX,
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
    ];
    prop_oneof![prop::num::f64::ANY, prop::sample::select(ODD)]
}

fn count() -> impl Strategy<Value = u64> {
    prop_oneof![0..100_u64, any::<u64>(), Just(u64::MAX), Just(1 << 53), Just((1 << 53) + 1)]
}

/// What a counter can be.
fn counted() -> impl Strategy<Value = Number> {
    let float = number().prop_map(|number| if number.is_nan() { 0.5 } else { number.abs() });
    prop_oneof![count().prop_map(Number::Integer), float.prop_map(Number::Float)]
}

fn example() -> impl Strategy<Value = Example> {
    (option::of(hostile()), number(), option::of(prop_oneof![any::<u64>(), 0..10_000_u64]))
        .prop_map(|(label, value, time)| Example { label, value, time })
}

fn histogram() -> impl Strategy<Value = Histogram> {
    let bounds = vec(number(), 0..5).prop_map(|mut bounds| {
        bounds.retain(|bound| bound.is_finite());
        bounds.sort_by(f64::total_cmp);
        bounds.dedup();
        bounds
    });
    (bounds, vec(count(), 5), number(), vec(example(), 0..3)).prop_map(
        |(bounds, mut counts, sum, examples)| {
            counts.truncate(bounds.len() + 1);
            // Together at most what a count can be.
            let mut room = u64::MAX;
            for count in &mut counts {
                *count = (*count).min(room);
                room -= *count;
            }
            let bucket =
                |value: f64| bounds.iter().take_while(|bound| value.is_nan() || value > **bound).count();
            let mut examples: Vec<_> =
                examples.into_iter().map(|example| (bucket(example.value), example)).collect();
            examples.sort_by_key(|(bucket, _)| *bucket);
            examples.dedup_by_key(|(bucket, _)| *bucket);
            Histogram { bounds, counts, sum, examples }
        },
    )
}

fn summary() -> impl Strategy<Value = Value> {
    let quantiles = vec((0.0..=1.0, number()), 0..4).prop_map(|mut quantiles| {
        quantiles.sort_by(|(one, _), (other, _)| f64::total_cmp(one, other));
        quantiles.dedup_by(|(one, _), (other, _)| one <= other);
        quantiles
    });
    (quantiles, number(), count()).prop_map(|(quantiles, sum, count)| Value::Summary {
        quantiles,
        sum,
        count,
    })
}

fn state_set() -> impl Strategy<Value = Value> {
    (
        prop::collection::btree_set(hostile().prop_filter("it has a name", |state| !state.is_empty()), 0..4),
        any::<u64>(),
    )
        .prop_map(|(states, on)| Value::StateSet(states.into_iter().collect(), on))
}

fn value(kind: Kind) -> BoxedStrategy<Value> {
    match kind {
        Kind::Counter => (counted(), option::of(example()))
            .prop_map(|(number, example)| Value::Counter(number, example))
            .boxed(),
        Kind::Gauge => number().prop_map(Value::Gauge).boxed(),
        Kind::Histogram => histogram().prop_map(Value::Histogram).boxed(),
        Kind::GaugeHistogram => histogram().prop_map(Value::GaugeHistogram).boxed(),
        Kind::Summary => summary().boxed(),
        Kind::Info => Just(Value::Info).boxed(),
        Kind::StateSet => state_set().boxed(),
        _ => number().prop_map(Value::Unknown).boxed(),
    }
}

const KINDS: [Kind; 8] = [
    Kind::Counter,
    Kind::Gauge,
    Kind::Histogram,
    Kind::GaugeHistogram,
    Kind::Summary,
    Kind::Info,
    Kind::StateSet,
    Kind::Unknown,
];

fn series(kind: Kind) -> impl Strategy<Value = Series> {
    (vec((hostile(), hostile()), 0..3), value(kind), option::of(any::<u64>())).prop_map(
        |(labels, value, created)| {
            // Names of their own, however they are escaped.
            let name = |(at, (name, value)): (usize, (String, String))| (format!("l{at}z{name}"), value);
            Series { labels: labels.into_iter().enumerate().map(name).collect(), value, created }
        },
    )
}

fn family() -> impl Strategy<Value = Family> {
    prop::sample::select(&KINDS[..])
        .prop_flat_map(|kind| {
            let unit = prop::sample::select(&["", "", "seconds", "a", "\n", "é"][..]);
            let ending =
                prop::sample::select(&["", "", "_total", "_info", "_seconds", "_seconds_total", "_a"][..]);
            (hostile(), ending, Just(kind), hostile(), unit, vec(series(kind), 0..4))
        })
        .prop_map(|(name, ending, kind, help, unit, mut series)| {
            for (at, series) in series.iter_mut().enumerate() {
                series.labels.push(("number".to_owned(), at.to_string()));
            }
            // A state set is a label as well, which has no colons.
            let name = if kind == Kind::StateSet { name.replace(':', "") } else { name };
            Family { name: format!("{name}{ending}"), kind, help, unit, series }
        })
}

/// Families that can be on one page.
pub(super) fn families() -> impl Strategy<Value = Vec<Family>> {
    vec(family(), 0..5).prop_map(|mut families| {
        for (at, family) in families.iter_mut().enumerate() {
            family.name = format!("f{at}z{}", family.name);
        }
        families
    })
}

/// The same with names that may be anything, and meet.
pub(super) fn unruly_families() -> impl Strategy<Value = Vec<Family>> {
    let endings =
        &["", "_total", "_info", "_count", "_sum", "_bucket", "_gsum", "_created", ".total", " total"][..];
    let named = (
        family(),
        prop_oneof![4 => "[ab.]{0,1}", 1 => hostile()],
        prop::sample::select(endings),
        any::<bool>(),
    );
    vec(named, 0..8).prop_map(|families| {
        let named = |(mut family, name, ending, keeps_labels): (Family, String, &str, bool)| {
            family.name = format!("{name}{ending}");
            for (name, _) in
                family.series.iter_mut().flat_map(|series| &mut series.labels).filter(|_| !keeps_labels)
            {
                *name = name.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric()).to_owned();
            }
            family
        };
        families.into_iter().map(named).collect()
    })
}

impl Example {
    fn exemplar(&self) -> Exemplar {
        let labels = self.label.iter().fold(LabelsBuf::new(), |labels, label| labels.with("trace.id", label));
        let exemplar = Exemplar::new(labels, self.value).expect("it is short");
        self.time.map_or(exemplar.clone(), |time| exemplar.at(Timestamp::from_milliseconds(time)))
    }
}

impl Family {
    pub(super) fn say(&self, sink: &mut dyn Sink) {
        sink.family(&FamilyMeta::new(&*self.name, self.kind, &*self.help).with_unit(self.unit));
        self.series.iter().for_each(|series| series.say(sink));
    }
}

impl Series {
    fn say(&self, sink: &mut dyn Sink) {
        let labels =
            self.labels.iter().fold(LabelsBuf::new(), |labels, (name, value)| labels.with(name, value));
        let (labels, created) = (labels.as_labels(), self.created.map(Timestamp::from_milliseconds));
        match &self.value {
            Value::Counter(number, example) => {
                let exemplar = example.as_ref().map(Example::exemplar);
                sink.counter(
                    labels,
                    &CounterValue::new(*number).with_created(created).with_exemplar(exemplar.as_ref()),
                );
            }
            Value::Gauge(value) => sink.gauge(labels, *value),
            Value::Histogram(histogram) => {
                histogram.with(|value| sink.histogram(labels, &value.with_created(created)))
            }
            Value::GaugeHistogram(histogram) => histogram.with(|value| sink.gauge_histogram(labels, &value)),
            Value::Summary { quantiles, sum, count } => {
                sink.summary(labels, &SummaryValue::new(quantiles, *sum, *count).with_created(created));
            }
            Value::Info => sink.info(labels),
            Value::StateSet(states, on) => {
                let states: Vec<_> = states.iter().map(String::as_str).collect();
                sink.state_set(labels, &StateSetValue::new(&states, *on));
            }
            Value::Unknown(value) => sink.unknown(labels, *value),
        }
    }
}

impl Histogram {
    fn with(&self, write: impl FnOnce(HistogramValue<'_>)) {
        let exemplars: Vec<_> =
            self.examples.iter().map(|(bucket, example)| (*bucket, example.exemplar())).collect();
        write(
            HistogramValue::new(&Buckets::new(&self.bounds), &self.counts, self.sum)
                .with_exemplars(&exemplars),
        );
    }
}
