//! Families of a collector as values that can be compared, and how they are collected.

use std::collections::{BTreeMap, BTreeSet};

use tickmark::{
    Buckets, ClassicBuckets, Collect, CounterValue, Exemplar, FamilyMeta, HistogramValue, Kind, LabelsBuf,
    NativeHistogram, Number, Sink, StateSetValue, SummaryValue, Timestamp,
};

pub(super) type Labels = BTreeMap<String, String>;

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Family {
    pub(super) name: String,
    pub(super) help: String,
    pub(super) unit: &'static str,
    pub(super) series: Series,
}

/// All values of a family, which are of one kind.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Series {
    Counter(BTreeMap<Labels, Count>),
    Gauge(BTreeMap<Labels, Float>),
    Unknown(BTreeMap<Labels, Float>),
    Histogram(BTreeMap<Labels, Histogram>),
    GaugeHistogram(BTreeMap<Labels, Histogram>),
    Native(BTreeMap<Labels, Native>),
    Summary(BTreeMap<Labels, Summary>),
    Info(BTreeSet<Labels>),
    StateSet(BTreeMap<Labels, BTreeMap<String, bool>>),
}

/// A number that is itself, also where it is none; zero below zero is not zero.
#[derive(Clone, Copy, Debug)]
pub(super) struct Float(pub(super) f64);

impl PartialEq for Float {
    fn eq(&self, other: &Self) -> bool {
        self.0.total_cmp(&other.0).is_eq() || (self.0.is_nan() && other.0.is_nan())
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Count {
    /// A number counted in ones, or else as it is.
    pub(super) number: Result<u64, Float>,
    pub(super) created: Option<u64>,
    pub(super) exemplar: Option<Example>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Example {
    pub(super) labels: Labels,
    pub(super) value: Float,
    pub(super) time: Option<u64>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Histogram {
    /// Bounds, each with the observations in its bucket alone; the last has none.
    pub(super) buckets: Vec<(Option<Float>, u64)>,
    pub(super) sum: Float,
    pub(super) created: Option<u64>,
    pub(super) exemplars: Vec<Example>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Native {
    pub(super) schema: i32,
    pub(super) zero_threshold: Float,
    pub(super) zero_count: u64,
    pub(super) not_a_number: u64,
    pub(super) positive: BTreeMap<i32, u64>,
    pub(super) negative: BTreeMap<i32, u64>,
    pub(super) is_classic: bool,
    /// The rest, with the buckets where it is classic as well.
    pub(super) histogram: Histogram,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Summary {
    pub(super) quantiles: Vec<(Float, Float)>,
    pub(super) sum: Float,
    pub(super) count: u64,
    pub(super) created: Option<u64>,
}

/// Hands over families.
pub(super) struct Says(pub(super) Vec<Family>);

impl Collect for Says {
    fn collect(&self, sink: &mut dyn Sink) {
        for Family { name, help, unit, series } in &self.0 {
            sink.family(&FamilyMeta::new(name, series.kind(), help).with_unit(unit));
            series.collect(sink);
        }
    }
}

impl Series {
    fn kind(&self) -> Kind {
        match self {
            Self::Counter(_) => Kind::Counter,
            Self::Gauge(_) => Kind::Gauge,
            Self::Unknown(_) => Kind::Unknown,
            Self::Histogram(_) | Self::Native(_) => Kind::Histogram,
            Self::GaugeHistogram(_) => Kind::GaugeHistogram,
            Self::Summary(_) => Kind::Summary,
            Self::Info(_) => Kind::Info,
            Self::StateSet(_) => Kind::StateSet,
        }
    }

    fn collect(&self, sink: &mut dyn Sink) {
        match self {
            Self::Counter(all) => each(all, |labels, count| count.collect(&labels, sink)),
            Self::Gauge(all) => each(all, |labels, value| sink.gauge(labels.as_labels(), value.0)),
            Self::Unknown(all) => each(all, |labels, value| sink.unknown(labels.as_labels(), value.0)),
            Self::Histogram(all) => each(all, |labels, histogram| {
                histogram.with(|value| sink.histogram(labels.as_labels(), value));
            }),
            Self::GaugeHistogram(all) => each(all, |labels, histogram| {
                histogram.with(|value| sink.gauge_histogram(labels.as_labels(), value));
            }),
            Self::Native(all) => each(all, |labels, native| native.collect(&labels, sink)),
            Self::Summary(all) => each(all, |labels, summary| summary.collect(&labels, sink)),
            Self::Info(all) => all.iter().map(buffer).for_each(|labels| sink.info(labels.as_labels())),
            Self::StateSet(all) => each(all, |labels, states| {
                let names: Vec<&str> = states.keys().map(String::as_str).collect();
                let on = states.values().rev().fold(0, |on, is_on| on << 1 | u64::from(*is_on));
                sink.state_set(labels.as_labels(), &StateSetValue::new(&names, on));
            }),
        }
    }
}

fn each<T>(all: &BTreeMap<Labels, T>, mut collect: impl FnMut(LabelsBuf, &T)) {
    for (labels, value) in all {
        collect(buffer(labels), value);
    }
}

fn buffer(labels: &Labels) -> LabelsBuf {
    labels.iter().fold(LabelsBuf::new(), |buffer, (name, value)| buffer.with(name, value))
}

fn time(milliseconds: Option<u64>) -> Option<Timestamp> {
    milliseconds.map(Timestamp::from_milliseconds)
}

impl Count {
    fn collect(&self, labels: &LabelsBuf, sink: &mut dyn Sink) {
        let number = match self.number {
            Ok(integer) => Number::Integer(integer),
            Err(Float(float)) => Number::Float(float),
        };
        let exemplar = self.exemplar.as_ref().map(Example::exemplar);
        let value = CounterValue::new(number).with_created(time(self.created));
        sink.counter(labels.as_labels(), &value.with_exemplar(exemplar.as_ref()));
    }
}

impl Example {
    fn exemplar(&self) -> Exemplar {
        let exemplar = Exemplar::new(buffer(&self.labels), self.value.0).expect("it is short");
        time(self.time).into_iter().fold(exemplar, Exemplar::at)
    }
}

impl Histogram {
    fn bounds(&self) -> Buckets {
        let bounds = self.buckets.iter().filter_map(|(bound, _)| *bound);
        Buckets::new(&bounds.map(|bound| bound.0).collect::<Vec<_>>())
    }

    fn counts(&self) -> Vec<u64> {
        self.buckets.iter().map(|(_, count)| *count).collect()
    }

    /// Each exemplar is of the bucket that holds it.
    fn with(&self, collect: impl FnOnce(&HistogramValue<'_>)) {
        let holds = |bound: &Option<Float>, value: f64| bound.as_ref().is_none_or(|bound| value <= bound.0);
        let bucket = |value: f64| self.buckets.iter().position(|(bound, _)| holds(bound, value)).unwrap_or(0);
        let exemplars = self.exemplars.iter().map(|example| (bucket(example.value.0), example.exemplar()));
        let exemplars: Vec<_> = exemplars.collect();
        let (buckets, counts) = (self.bounds(), self.counts());
        let value = HistogramValue::new(&buckets, &counts, self.sum.0);
        collect(&value.with_created(time(self.created)).with_exemplars(&exemplars));
    }
}

impl Native {
    fn collect(&self, labels: &LabelsBuf, sink: &mut dyn Sink) {
        let (histogram, buckets) = (NativeHistogram::new(), self.histogram.bounds());
        let mut value = histogram.value();
        value.schema = self.schema;
        value.zero_threshold = self.zero_threshold.0;
        value.zero_count = self.zero_count;
        value.not_a_number = self.not_a_number;
        value.positive = self.positive.clone().into_iter().collect::<Vec<_>>().into();
        value.negative = self.negative.clone().into_iter().collect::<Vec<_>>().into();
        value.sum = self.histogram.sum.0;
        value.created = time(self.histogram.created);
        value.exemplars = self.histogram.exemplars.iter().map(Example::exemplar).collect::<Vec<_>>().into();
        value.classic = self.is_classic.then(|| ClassicBuckets::new(&buckets, self.histogram.counts()));
        sink.native_histogram(labels.as_labels(), &value);
    }
}

impl Summary {
    fn collect(&self, labels: &LabelsBuf, sink: &mut dyn Sink) {
        let quantiles: Vec<_> = self.quantiles.iter().map(|(at, value)| (at.0, value.0)).collect();
        let value = SummaryValue::new(&quantiles, self.sum.0, self.count);
        sink.summary(labels.as_labels(), &value.with_created(time(self.created)));
    }
}
