//! What has to be read from a page.

use std::collections::BTreeMap;

use tickmark::{Exemplar, Kind, Timestamp, exposition::Escaping};

use super::{Family, Labels, Observed, Value, native::classic};

/// A format, with what a reader of it can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::servers) enum Dialect {
    Text(Escaping),
    OpenMetrics { escaping: Escaping, has_created: bool },
}

/// A family as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::servers) struct Read {
    pub(in crate::servers) kind: String,
    pub(in crate::servers) help: String,
    pub(in crate::servers) unit: String,
    /// In their own order, whatever that of the page is.
    pub(in crate::servers) samples: Vec<Sample>,
}

/// A sample as it is read; labels that are bounds are numbers, however they are written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::servers) struct Sample {
    pub(in crate::servers) name: String,
    pub(in crate::servers) labels: Labels,
    pub(in crate::servers) value: String,
    pub(in crate::servers) exemplar: Option<Mark>,
}

/// An exemplar as it is read, with its time in milliseconds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::servers) struct Mark {
    pub(in crate::servers) labels: Labels,
    pub(in crate::servers) value: String,
    pub(in crate::servers) time: Option<u64>,
}

impl Sample {
    pub(in crate::servers) fn new(name: &str, mut labels: Labels, value: f64) -> Self {
        for bound in ["le", "quantile"] {
            if let Some(label) = labels.get_mut(bound) {
                *label = number(label.parse().expect("a bound is a number"));
            }
        }
        // To Prometheus an empty value is no label.
        labels.retain(|_, value| !value.is_empty());
        Self { name: name.to_owned(), labels, value: number(value), exemplar: None }
    }
}

impl Mark {
    fn of(exemplar: &Exemplar, escaping: Escaping) -> Self {
        let labels = exemplar.labels();
        let labels =
            labels.iter().map(|(name, value)| (escaping.label_name(&name).into_owned(), value.into()));
        let time = exemplar.time().map(Timestamp::milliseconds);
        Self { labels: labels.collect(), value: number(exemplar.value()), time }
    }
}

/// A number so that equal ones are equal, also what is not a number; readers lose the sign of zero.
pub(in crate::servers) fn number(value: f64) -> String {
    format!("{:?}", if value == 0.0 { 0.0 } else { value })
}

/// Whether servers that keep less digits have the same number.
pub(in crate::servers) fn is_near(found: f64, expected: f64, tolerance: f64) -> bool {
    number(found) == number(expected) || (found / expected - 1.0).abs() < tolerance
}

impl Dialect {
    pub(in crate::servers) fn read(self, families: &[Family]) -> BTreeMap<String, Read> {
        families.iter().map(|family| self.read_family(family)).collect()
    }

    pub(in crate::servers) fn samples(self, families: &[Family]) -> Vec<Sample> {
        let mut samples: Vec<_> =
            self.read(families).into_values().flat_map(|family| family.samples).collect();
        samples.sort();
        samples
    }

    fn read_family(self, family: &Family) -> (String, Read) {
        let name = self.escaping().metric_name(&family.name);
        let name = self.stem(family.kind, &name).to_owned();
        let mut lines = Lines { dialect: self, family, name: &name, samples: Vec::new() };
        for (labels, value) in &family.series {
            lines.series(labels, value);
        }
        let mut samples = lines.samples;
        samples.sort();
        let unit = self.unit(family, &name).to_owned();
        (name, Read { kind: self.kind(family.kind).to_owned(), help: family.help.clone(), unit, samples })
    }

    fn escaping(self) -> Escaping {
        match self {
            Self::Text(escaping) | Self::OpenMetrics { escaping, .. } => escaping,
        }
    }

    fn is_open_metrics(self) -> bool {
        matches!(self, Self::OpenMetrics { .. })
    }

    /// What samples have behind the name of the family is escaped with it: they are called alike in every format.
    fn stem(self, kind: Kind, name: &str) -> &str {
        let ending = match kind {
            Kind::Counter if self.is_open_metrics() => "_total",
            Kind::Info if self.is_open_metrics() => "_info",
            _ => "",
        };
        name.strip_suffix(ending).unwrap_or(name)
    }

    fn unit(self, family: &Family, name: &str) -> &'static str {
        let has_units = self.is_open_metrics() && !matches!(family.kind, Kind::Info | Kind::StateSet);
        if has_units && name.ends_with(&format!("_{}", family.unit)) { family.unit } else { "" }
    }

    fn kind(self, kind: Kind) -> &'static str {
        match (kind, self.is_open_metrics()) {
            (Kind::Counter, _) => "counter",
            (Kind::Summary, _) => "summary",
            (Kind::GaugeHistogram, true) => "gaugehistogram",
            (Kind::Info, true) => "info",
            (Kind::StateSet, true) => "stateset",
            (Kind::Histogram | Kind::GaugeHistogram, _) => "histogram",
            (Kind::Gauge | Kind::Info | Kind::StateSet, _) => "gauge",
            _ => "unknown",
        }
    }
}

struct Lines<'a> {
    dialect: Dialect,
    family: &'a Family,
    name: &'a str,
    samples: Vec<Sample>,
}

impl Lines<'_> {
    fn series(&mut self, labels: &Labels, value: &Value) {
        let is_open = self.dialect.is_open_metrics();
        match value {
            Value::Counter { number, created, exemplar } => {
                let value = match number {
                    tickmark::Number::Integer(integer) => *integer as f64,
                    tickmark::Number::Float(float) => *float,
                };
                let suffix = if is_open { "_total" } else { "" };
                self.push(suffix, labels, None, value);
                self.mark(exemplar.as_ref());
                self.created(labels, *created);
            }
            Value::Gauge(value) | Value::Unknown(value) => self.push("", labels, None, *value),
            Value::Info => self.push(if is_open { "_info" } else { "" }, labels, None, 1.0),
            Value::StateSet { states, on } => self.states(labels, states, *on),
            Value::Summary { quantiles, sum, count, created } => {
                for (quantile, value) in quantiles {
                    let value = if is_open && *value < 0.0 { f64::NAN } else { *value };
                    self.push("", labels, Some(("quantile", &number_label(*quantile))), value);
                }
                self.push("_count", labels, None, *count as f64);
                self.sum("_sum", labels, *sum, is_open);
                self.created(labels, *created);
            }
            Value::Histogram(observed) => self.histogram(labels, observed, true),
            Value::GaugeHistogram(observed) => self.gauge_histogram(labels, observed),
            Value::Native(value) => self.histogram(labels, &classic(value), value.negative.is_empty()),
        }
    }

    fn states(&mut self, labels: &Labels, states: &[String], on: u64) {
        let own = self.family.name.clone();
        for (at, state) in states.iter().enumerate() {
            self.push("", labels, Some((&own, state)), f64::from(u8::from(on >> at & 1 == 1)));
        }
    }

    /// OpenMetrics has no sum of what only goes up where it is below zero or not a number, and no count without a sum.
    fn histogram(&mut self, labels: &Labels, observed: &Observed, goes_up: bool) {
        let is_open = self.dialect.is_open_metrics();
        self.buckets(labels, observed);
        let goes_up = goes_up && observed.bounds.first().is_none_or(|bound| *bound >= 0.0);
        if !is_open || (goes_up && observed.sum >= 0.0) {
            self.push("_count", labels, None, observed.counts.iter().sum::<u64>() as f64);
            self.push("_sum", labels, None, observed.sum);
        }
        self.created(labels, observed.created);
    }

    fn gauge_histogram(&mut self, labels: &Labels, observed: &Observed) {
        if !self.dialect.is_open_metrics() {
            return self.histogram(labels, observed, true);
        }
        self.buckets(labels, observed);
        let may_be_negative = observed.bounds.first().is_some_and(|bound| *bound < 0.0);
        if observed.sum >= 0.0 || (may_be_negative && !observed.sum.is_nan()) {
            self.push("_gcount", labels, None, observed.counts.iter().sum::<u64>() as f64);
            self.push("_gsum", labels, None, observed.sum);
        }
    }

    fn buckets(&mut self, labels: &Labels, observed: &Observed) {
        let mut up_to = 0;
        for (at, count) in observed.counts.iter().enumerate() {
            up_to += count;
            let bound = observed.bounds.get(at).copied().unwrap_or(f64::INFINITY);
            self.push("_bucket", labels, Some(("le", &number_label(bound))), up_to as f64);
            let exemplar = observed.exemplars.iter().find(|(bucket, _)| *bucket == at);
            self.mark(exemplar.map(|(_, exemplar)| exemplar));
        }
    }

    fn sum(&mut self, suffix: &str, labels: &Labels, sum: f64, must_go_up: bool) {
        if !must_go_up || sum >= 0.0 {
            self.push(suffix, labels, None, sum);
        }
    }

    fn created(&mut self, labels: &Labels, created: Option<Timestamp>) {
        if let (Dialect::OpenMetrics { has_created: true, .. }, Some(created)) = (self.dialect, created) {
            self.push("_created", labels, None, created.milliseconds() as f64 / 1e3);
        }
    }

    fn push(&mut self, suffix: &str, labels: &Labels, own: Option<(&str, &str)>, value: f64) {
        let labels = labels.iter().map(|(name, value)| (name.as_str(), value.as_str())).chain(own);
        let escaping = self.dialect.escaping();
        let labels = labels.map(|(name, value)| (escaping.label_name(name).into_owned(), value.to_owned()));
        self.samples.push(Sample::new(&format!("{}{suffix}", self.name), labels.collect(), value));
    }

    /// Puts an exemplar on the last sample, where the format has such.
    fn mark(&mut self, exemplar: Option<&Exemplar>) {
        let escaping = self.dialect.escaping();
        if let Some(sample) = self.samples.last_mut().filter(|_| self.dialect.is_open_metrics()) {
            sample.exemplar = exemplar.map(|exemplar| Mark::of(exemplar, escaping));
        }
    }
}

fn number_label(number: f64) -> String {
    number.to_string()
}
