//! The value of a series, independent of what it was borrowed from.

use std::{borrow::Cow, collections::BTreeSet};

use crate::{
    buckets::Buckets,
    exemplar::Exemplar,
    kind::Kind,
    label::Labels,
    sink::{
        ClassicBuckets, CounterValue, HistogramValue, NativeValue, Number, Sink, StateSetValue, SummaryValue,
    },
    timestamp::Timestamp,
};

pub(super) enum Value {
    Counter { number: Number, created: Option<Timestamp>, exemplar: Option<Exemplar> },
    Gauge(f64),
    Histogram(OwnedHistogram),
    Native(OwnedNative),
    GaugeHistogram(OwnedHistogram),
    Summary { quantiles: Vec<(f64, f64)>, sum: f64, count: u64, created: Option<Timestamp> },
    Info,
    StateSet { states: Vec<String>, on: u64 },
    Unknown(f64),
}

pub(super) struct OwnedHistogram {
    buckets: Buckets,
    counts: Vec<u64>,
    sum: f64,
    created: Option<Timestamp>,
    exemplars: Vec<(usize, Exemplar)>,
}

impl OwnedHistogram {
    pub(super) fn of(value: &HistogramValue<'_>) -> Self {
        Self {
            buckets: Buckets::new(value.buckets.bounds()),
            counts: value.counts.to_vec(),
            sum: value.sum,
            created: value.created,
            exemplars: in_their_buckets(value),
        }
    }

    fn value(&self) -> HistogramValue<'_> {
        let value = HistogramValue::new(&self.buckets, &self.counts, self.sum);
        value.with_created(self.created).with_exemplars(&self.exemplars)
    }

    fn is_complete(&self) -> bool {
        are_complete(&self.buckets, &self.counts)
    }
}

/// Whether there is a count for each bucket, and one for what lies above them, and a number that is all of them.
fn are_complete(buckets: &Buckets, counts: &[u64]) -> bool {
    counts.len() == buckets.bounds().len() + 1 && has_sum(counts.iter().copied())
}

fn has_sum(mut counts: impl Iterator<Item = u64>) -> bool {
    counts.try_fold(0, u64::checked_add).is_some()
}

/// The exemplars that are in the buckets they are said to be in, one for each at most.
fn in_their_buckets(value: &HistogramValue<'_>) -> Vec<(usize, Exemplar)> {
    let mut next = 0;
    let is_next = |(bucket, exemplar): &&(usize, Exemplar)| {
        let is_next = *bucket >= next && value.buckets.index_of(exemplar.value()) == *bucket;
        next = if is_next { bucket + 1 } else { next };
        is_next
    };
    value.exemplars.iter().filter(is_next).cloned().collect()
}

pub(super) struct OwnedNative {
    /// Without classic buckets.
    value: NativeValue<'static>,
    classic: Option<(Buckets, Vec<u64>)>,
}

impl OwnedNative {
    pub(super) fn of(value: &NativeValue<'_>) -> Self {
        let classic = value.classic.as_ref();
        let classic = classic
            .map(|classic| (Buckets::new(classic.buckets.bounds()), classic.counts.clone().into_owned()));
        let value = NativeValue {
            positive: Cow::Owned(value.positive.to_vec()),
            negative: Cow::Owned(value.negative.to_vec()),
            exemplars: Cow::Owned(value.exemplars.to_vec()),
            classic: None,
            ..*value
        };
        Self { value, classic }
    }

    fn write(&self, labels: Labels<'_>, sink: &mut dyn Sink) {
        let NativeValue { positive, negative, exemplars, .. } = &self.value;
        let classic = self.classic.as_ref();
        let value = NativeValue {
            positive: Cow::Borrowed(&**positive),
            negative: Cow::Borrowed(&**negative),
            exemplars: Cow::Borrowed(&**exemplars),
            classic: classic.map(|(buckets, counts)| ClassicBuckets::new(buckets, &counts[..])),
            ..self.value
        };
        sink.native_histogram(labels, &value);
    }

    /// Whether formats can say it: bounds that are some, each bucket once and in order, and classic ones complete.
    fn is_complete(&self) -> bool {
        let is_ordered = |buckets: &[(i32, u64)]| buckets.windows(2).all(|pair| pair[0].0 < pair[1].0);
        let is_one = |(index, _): &(i32, u64)| index.unsigned_abs() <= self.value.greatest_index();
        let NativeValue { positive, negative, zero_count, not_a_number, .. } = &self.value;
        let counts = positive.iter().chain(&**negative).map(|(_, count)| *count);
        (-4..=8).contains(&self.value.schema)
            && self.value.zero_threshold >= 0.0
            && [positive, negative].iter().all(|buckets| is_ordered(buckets) && buckets.iter().all(is_one))
            && has_sum(counts.chain([*zero_count, *not_a_number]))
            && self.classic.as_ref().is_none_or(|(buckets, counts)| are_complete(buckets, counts))
    }
}

impl Value {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Counter { .. } => Kind::Counter,
            Self::Gauge(_) => Kind::Gauge,
            Self::Histogram(_) | Self::Native(_) => Kind::Histogram,
            Self::GaugeHistogram(_) => Kind::GaugeHistogram,
            Self::Summary { .. } => Kind::Summary,
            Self::Info => Kind::Info,
            Self::StateSet { .. } => Kind::StateSet,
            Self::Unknown(_) => Kind::Unknown,
        }
    }

    /// Whether formats can say it: whether a counter is a number and not negative, and counts have a sum; whether there is a count for each
    /// bucket, and one for what lies above them; whether quantiles are some and increase; whether no state is there twice or has no name.
    pub(super) fn is_complete(&self) -> bool {
        match self {
            Self::Counter { number: Number::Float(float), .. } => *float >= 0.0,
            Self::Histogram(histogram) | Self::GaugeHistogram(histogram) => histogram.is_complete(),
            Self::Native(native) => native.is_complete(),
            Self::Summary { quantiles, .. } => {
                quantiles.iter().all(|(quantile, _)| (0.0..=1.0).contains(quantile))
                    && quantiles.windows(2).all(|pair| pair[0].0 < pair[1].0)
            }
            Self::StateSet { states, .. } => {
                states.len() <= 64
                    && states.iter().all(|state| !state.is_empty())
                    && states.iter().collect::<BTreeSet<_>>().len() == states.len()
            }
            _ => true,
        }
    }

    pub(super) fn write(&self, labels: Labels<'_>, sink: &mut dyn Sink) {
        match self {
            Self::Counter { number, created, exemplar } => {
                let value = CounterValue::new(*number).with_created(*created);
                sink.counter(labels, &value.with_exemplar(exemplar.as_ref()));
            }
            Self::Gauge(value) => sink.gauge(labels, *value),
            Self::Histogram(histogram) => sink.histogram(labels, &histogram.value()),
            Self::Native(native) => native.write(labels, sink),
            Self::GaugeHistogram(histogram) => sink.gauge_histogram(labels, &histogram.value()),
            Self::Summary { quantiles, sum, count, created } => {
                sink.summary(labels, &SummaryValue::new(quantiles, *sum, *count).with_created(*created));
            }
            Self::Info => sink.info(labels),
            Self::StateSet { states, on } => {
                let states: Vec<&str> = states.iter().map(String::as_str).collect();
                sink.state_set(labels, &StateSetValue::new(&states, *on));
            }
            Self::Unknown(value) => sink.unknown(labels, *value),
        }
    }
}
