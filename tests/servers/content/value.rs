use tickmark::{
    Buckets, CounterValue, Exemplar, HistogramValue, NativeValue, Number, Sink, StateSetValue, SummaryValue,
    Timestamp,
};

/// The value of a series.
#[derive(Clone, Debug)]
pub(in crate::servers) enum Value {
    Counter { number: Number, created: Option<Timestamp>, exemplar: Option<Exemplar> },
    Gauge(f64),
    Histogram(Observed),
    Native(NativeValue<'static>),
    GaugeHistogram(Observed),
    Summary { quantiles: Vec<(f64, f64)>, sum: f64, count: u64, created: Option<Timestamp> },
    Info,
    StateSet { states: Vec<String>, on: u64 },
    Unknown(f64),
}

/// Counts in buckets.
#[derive(Clone, Debug)]
pub(in crate::servers) struct Observed {
    pub(in crate::servers) bounds: Vec<f64>,
    /// One more than there are bounds.
    pub(in crate::servers) counts: Vec<u64>,
    pub(in crate::servers) sum: f64,
    pub(in crate::servers) created: Option<Timestamp>,
    pub(in crate::servers) exemplars: Vec<(usize, Exemplar)>,
}

impl Observed {
    pub(in crate::servers) fn new(bounds: &[f64], counts: &[u64], sum: f64) -> Self {
        let (bounds, counts) = (bounds.to_vec(), counts.to_vec());
        Self { bounds, counts, sum, created: None, exemplars: Vec::new() }
    }

    fn value<T>(&self, write: impl FnOnce(&HistogramValue<'_>) -> T) -> T {
        let buckets = Buckets::new(&self.bounds);
        let value = HistogramValue::new(&buckets, &self.counts, self.sum);
        write(&value.with_created(self.created).with_exemplars(&self.exemplars))
    }
}

impl Value {
    pub(super) fn write(&self, labels: tickmark::Labels<'_>, sink: &mut dyn Sink) {
        match self {
            Self::Counter { number, created, exemplar } => {
                let value = CounterValue::new(*number).with_created(*created);
                sink.counter(labels, &value.with_exemplar(exemplar.as_ref()));
            }
            Self::Gauge(value) => sink.gauge(labels, *value),
            Self::Histogram(observed) => observed.value(|value| sink.histogram(labels, value)),
            Self::Native(value) => sink.native_histogram(labels, value),
            Self::GaugeHistogram(observed) => observed.value(|value| sink.gauge_histogram(labels, value)),
            Self::Summary { quantiles, sum, count, created } => {
                sink.summary(labels, &SummaryValue::new(quantiles, *sum, *count).with_created(*created));
            }
            Self::Info => sink.info(labels),
            Self::StateSet { states, on } => {
                let states: Vec<_> = states.iter().map(String::as_str).collect();
                sink.state_set(labels, &StateSetValue::new(&states, *on));
            }
            Self::Unknown(value) => sink.unknown(labels, *value),
        }
    }
}
