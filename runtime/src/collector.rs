//! Families that come from elsewhere, asked for at every scrape.

use std::{
    borrow::Cow,
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::atomic::{AtomicU64, Ordering::Relaxed},
};

use crate::{
    buckets::Buckets,
    kind::Kind,
    label::{Labels, LabelsBuf},
    name::{is_label_name, is_metric_name},
    sink::{FamilyMeta, HistogramValue, NativeValue, Number, Sink, StateSetValue, SummaryValue},
};

/// Hands over families whose values are kept elsewhere: by the operating system, a connection pool, another library.
///
/// One that scrapes the registry which asks it sees what that holds itself, and no collectors.
///
/// ```
/// use tickmark::{Collect, FamilyMeta, Kind, LabelsBuf, Registry, Sink};
///
/// struct Temperature;
///
/// impl Collect for Temperature {
///     fn collect(&self, sink: &mut dyn Sink) {
///         sink.family(&FamilyMeta::new("room_temperature_celsius", Kind::Gauge, "How warm it is."));
///         sink.gauge(LabelsBuf::new().with("room", "kitchen").as_labels(), 21.5);
///     }
/// }
///
/// let registry = Registry::new();
/// registry.attach(Temperature);
/// assert!(registry.encode().contains("room_temperature_celsius{room=\"kitchen\"} 21.5\n"));
/// ```
pub trait Collect: Send + Sync {
    /// Writes the families, each followed by its series.
    fn collect(&self, sink: &mut dyn Sink);
}

/// A collector, kept apart from the page: what it writes is checked before it gets there.
pub(crate) struct Attached {
    collector: Box<dyn Collect>,
    failures: AtomicU64,
}

impl Attached {
    pub(crate) fn new(collector: impl Collect + 'static) -> Self {
        Self { collector: Box::new(collector), failures: AtomicU64::new(0) }
    }

    /// How many families were left out so far.
    pub(crate) fn failures(&self) -> u64 {
        self.failures.load(Relaxed)
    }

    pub(crate) fn count_failure(&self) {
        self.failures.fetch_add(1, Relaxed);
    }

    /// The families that can be written.
    pub(crate) fn collect(&self) -> Vec<BufferedFamily> {
        let mut buffer = Buffer::default();
        // What the collector wrote before it panicked may be half a family: none of it is used.
        if catch_unwind(AssertUnwindSafe(|| self.collector.collect(&mut buffer))).is_err() {
            self.count_failure();
            buffer = Buffer::default();
        }
        let (sound, unsound): (Vec<_>, Vec<_>) = buffer.into_families().partition(BufferedFamily::is_sound);
        self.failures.fetch_add(unsound.len() as u64, Relaxed);
        sound
    }
}

/// A sink that keeps what it is given.
#[derive(Default)]
pub(crate) struct Buffer {
    families: Vec<BufferedFamily>,
}

/// A family with its series, ordered by their labels.
pub(crate) struct BufferedFamily {
    meta: FamilyMeta<'static>,
    series: Vec<(LabelsBuf, Value)>,
}

enum Value {
    Counter(Number),
    Gauge(f64),
    Histogram { buckets: Buckets, counts: Vec<u64>, sum: f64 },
    Native(NativeValue),
    Summary { quantiles: Vec<(f64, f64)>, sum: f64, count: u64 },
    Info,
    StateSet { states: Vec<String>, on: u64 },
    Unknown(f64),
}

impl Buffer {
    pub(crate) fn into_families(self) -> impl Iterator<Item = BufferedFamily> {
        self.families.into_iter().map(|mut family| {
            family.series.sort_by(|(left, _), (right, _)| left.as_labels().cmp(&right.as_labels()));
            family
        })
    }

    fn push(&mut self, labels: Labels<'_>, value: Value) {
        if let Some(family) = self.families.last_mut() {
            family.series.push((present(labels), value));
        }
    }
}

/// Without those whose value is empty, which are no labels to Prometheus: a series would be there with and without them.
fn present(labels: Labels<'_>) -> LabelsBuf {
    let is_absent = |(name, value): &(&str, Cow<'_, str>)| value.is_empty() && is_label_name(name);
    if !labels.iter().any(|label| is_absent(&label)) {
        return labels.into();
    }
    let present = labels.iter().filter(|label| !is_absent(label));
    present.fold(LabelsBuf::new(), |labels, (name, value)| labels.with(name, &value))
}

impl Sink for Buffer {
    fn family(&mut self, family: &FamilyMeta<'_>) {
        self.families.push(BufferedFamily { meta: family.clone().into_owned(), series: Vec::new() });
    }

    fn counter(&mut self, labels: Labels<'_>, value: Number) {
        self.push(labels, Value::Counter(value));
    }

    fn gauge(&mut self, labels: Labels<'_>, value: f64) {
        self.push(labels, Value::Gauge(value));
    }

    fn histogram(&mut self, labels: Labels<'_>, value: &HistogramValue<'_>) {
        let (buckets, counts) = (Buckets::new(value.buckets.bounds()), value.counts.to_vec());
        self.push(labels, Value::Histogram { buckets, counts, sum: value.sum });
    }

    fn native_histogram(&mut self, labels: Labels<'_>, value: &NativeValue) {
        self.push(labels, Value::Native(value.clone()));
    }

    fn summary(&mut self, labels: Labels<'_>, value: &SummaryValue<'_>) {
        let quantiles = value.quantiles.to_vec();
        self.push(labels, Value::Summary { quantiles, sum: value.sum, count: value.count });
    }

    fn info(&mut self, labels: Labels<'_>) {
        self.push(labels, Value::Info);
    }

    fn state_set(&mut self, labels: Labels<'_>, value: &StateSetValue<'_>) {
        let states = value.states.iter().map(|state| (*state).to_owned()).collect();
        self.push(labels, Value::StateSet { states, on: value.on });
    }

    fn unknown(&mut self, labels: Labels<'_>, value: f64) {
        self.push(labels, Value::Unknown(value));
    }
}

impl BufferedFamily {
    pub(crate) fn kind(&self) -> Kind {
        self.meta.kind
    }

    pub(crate) fn name(&self) -> Cow<'static, str> {
        self.meta.name.clone()
    }

    /// Whether a page with this family can still be read: names that the format knows, every series of the family's
    /// kind and there once. Colons are allowed: other libraries expose what recording rules made.
    fn is_sound(&self) -> bool {
        let mut seen = BTreeSet::new();
        is_metric_name(&self.meta.name.replace(':', "_"))
            && self.series.iter().all(|(labels, value)| {
                // In the order of their names: turned around, the labels are still those of the same series.
                let mut labels: Vec<_> = labels.as_labels().iter().collect();
                labels.sort_unstable();
                self.can_have(&labels, value) && seen.insert(labels)
            })
    }

    fn can_have(&self, labels: &[(&str, Cow<'_, str>)], value: &Value) -> bool {
        value.kind() == self.meta.kind
            && value.is_complete()
            && labels.iter().all(|(name, _)| is_label_name(name) && Some(*name) != self.own_label())
            && labels.windows(2).all(|pair| pair[0].0 != pair[1].0)
    }

    /// The label that the format adds to those of the series.
    fn own_label(&self) -> Option<&str> {
        match self.meta.kind {
            Kind::Histogram => Some("le"),
            Kind::Summary => Some("quantile"),
            Kind::StateSet => Some(&self.meta.name),
            _ => None,
        }
    }

    /// The same with these labels before those of each series; a label that one of them has itself stays what it is.
    pub(crate) fn labelled<'a>(mut self, labels: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let is_own = |name: &str| {
            let of_series = |labels: &LabelsBuf| labels.as_labels().iter().any(|(own, _)| own == name);
            self.own_label() == Some(name) || self.series.iter().any(|(labels, _)| of_series(labels))
        };
        let others = labels.filter(|(name, _)| !is_own(name));
        let others = others.fold(LabelsBuf::new(), |others, (name, value)| others.with(name, value));
        for (labels, _) in &mut self.series {
            *labels = others.clone().followed_by(labels);
        }
        self
    }

    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        sink.family(&self.meta);
        for (labels, value) in &self.series {
            value.write(labels.as_labels(), sink);
        }
    }
}

impl Value {
    fn kind(&self) -> Kind {
        match self {
            Self::Counter(_) => Kind::Counter,
            Self::Gauge(_) => Kind::Gauge,
            Self::Histogram { .. } | Self::Native(_) => Kind::Histogram,
            Self::Summary { .. } => Kind::Summary,
            Self::Info => Kind::Info,
            Self::StateSet { .. } => Kind::StateSet,
            Self::Unknown(_) => Kind::Unknown,
        }
    }

    /// Whether there is a count for each bucket, and one for what lies above them; whether quantiles are some and increase; whether
    /// no state is there twice.
    fn is_complete(&self) -> bool {
        match self {
            Self::Histogram { buckets, counts, .. } => counts.len() == buckets.bounds().len() + 1,
            Self::Summary { quantiles, .. } => {
                quantiles.iter().all(|(quantile, _)| (0.0..=1.0).contains(quantile))
                    && quantiles.windows(2).all(|pair| pair[0].0 < pair[1].0)
            }
            Self::StateSet { states, .. } => {
                states.len() <= 64 && states.iter().collect::<BTreeSet<_>>().len() == states.len()
            }
            _ => true,
        }
    }

    fn write(&self, labels: Labels<'_>, sink: &mut dyn Sink) {
        match self {
            Self::Counter(value) => sink.counter(labels, *value),
            Self::Gauge(value) => sink.gauge(labels, *value),
            Self::Histogram { buckets, counts, sum } => {
                sink.histogram(labels, &HistogramValue::new(buckets, counts, *sum));
            }
            Self::Native(value) => sink.native_histogram(labels, value),
            Self::Summary { quantiles, sum, count } => {
                sink.summary(labels, &SummaryValue::new(quantiles, *sum, *count));
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
