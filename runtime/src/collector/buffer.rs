//! What collectors write, kept until it is checked and put in order.

use std::{borrow::Cow, collections::BTreeSet};

use super::value::{OwnedHistogram, OwnedNative, Value};
use crate::{
    kind::Kind,
    label::{Labels, LabelsBuf},
    name::{Escaping, is_label_name, may_name_label},
    sink::{CounterValue, FamilyMeta, HistogramValue, NativeValue, Sink, StateSetValue, SummaryValue},
};

/// A sink that keeps what it is given.
#[derive(Default)]
pub(crate) struct Buffer {
    families: Vec<BufferedFamily>,
    /// Whether there was a series before the first family.
    has_strays: bool,
}

/// A family with its series, ordered by their labels.
pub(crate) struct BufferedFamily {
    meta: FamilyMeta<'static>,
    series: Vec<(LabelsBuf, Value)>,
}

impl Buffer {
    pub(crate) fn into_families(self) -> impl Iterator<Item = BufferedFamily> {
        self.families.into_iter().map(|mut family| {
            family.series.sort_by(|(left, _), (right, _)| left.as_labels().cmp(&right.as_labels()));
            family
        })
    }

    fn push(&mut self, labels: Labels<'_>, value: Value) {
        match self.families.last_mut() {
            Some(family) => family.series.push((present(labels), value)),
            None => self.has_strays = true,
        }
    }

    /// Whether there are series that are of no family.
    pub(super) fn has_strays(&self) -> bool {
        self.has_strays
    }
}

/// Without those whose value is empty, which are no labels to Prometheus: a series would be there with and without them.
fn present(labels: Labels<'_>) -> LabelsBuf {
    let is_absent = |(name, value): &(Cow<'_, str>, Cow<'_, str>)| value.is_empty() && may_name_label(name);
    if !labels.iter().any(|label| is_absent(&label)) {
        return labels.into();
    }
    let present = labels.iter().filter(|label| !is_absent(label));
    present.fold(LabelsBuf::new(), |labels, (name, value)| labels.with(&name, &value))
}

impl Sink for Buffer {
    fn family(&mut self, family: &FamilyMeta<'_>) {
        self.families.push(BufferedFamily { meta: family.clone().into_owned(), series: Vec::new() });
    }

    fn counter(&mut self, labels: Labels<'_>, value: &CounterValue<'_>) {
        let CounterValue { number, created, exemplar } = *value;
        self.push(labels, Value::Counter { number, created, exemplar: exemplar.cloned() });
    }

    fn gauge(&mut self, labels: Labels<'_>, value: f64) {
        self.push(labels, Value::Gauge(value));
    }

    fn histogram(&mut self, labels: Labels<'_>, value: &HistogramValue<'_>) {
        self.push(labels, Value::Histogram(OwnedHistogram::of(value)));
    }

    fn native_histogram(&mut self, labels: Labels<'_>, value: &NativeValue<'_>) {
        self.push(labels, Value::Native(OwnedNative::of(value)));
    }

    fn gauge_histogram(&mut self, labels: Labels<'_>, value: &HistogramValue<'_>) {
        self.push(labels, Value::GaugeHistogram(OwnedHistogram::of(value)));
    }

    fn summary(&mut self, labels: Labels<'_>, value: &SummaryValue<'_>) {
        let SummaryValue { quantiles, sum, count, created } = *value;
        self.push(labels, Value::Summary { quantiles: quantiles.to_vec(), sum, count, created });
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

/// A name as formats have it that know Prometheus' old alphabet only, so that names which become one are found.
fn written(name: &str) -> String {
    Escaping::Underscores.label_name(name).into_owned()
}

impl BufferedFamily {
    pub(crate) fn kind(&self) -> Kind {
        self.meta.kind
    }

    pub(crate) fn name(&self) -> &str {
        &self.meta.name
    }

    /// Whether a page with this family can still be read: names that are some, every series of the family's kind and there once, also
    /// where names are escaped. Colons are allowed: other libraries expose what recording rules made.
    pub(super) fn is_sound(&self) -> bool {
        let is_value = |(_, value): &(_, Value)| value.kind() == self.meta.kind && value.is_complete();
        let has_quoted = |(labels, _): &(LabelsBuf, _)| labels.as_labels().has_quoted_names();
        // Names that need no escaping meet as they are, or never.
        let meets = self.series.iter().any(has_quoted) || !is_label_name(self.own_label().unwrap_or("le"));
        let others = if meets { &[Escaping::Dots, Escaping::Values][..] } else { &[] };
        !self.meta.name.is_empty()
            && self.series.iter().all(is_value)
            && self.are_told_apart(Escaping::Underscores)
            && others.iter().all(|escaping| self.are_told_apart(*escaping))
    }

    /// Whether each series is there once, and each of its labels, with names as this scheme writes them.
    fn are_told_apart(&self, escaping: Escaping) -> bool {
        let own = self.own_label().map(|own| escaping.label_name(own));
        let mut seen = BTreeSet::new();
        own.as_deref().is_none_or(may_name_label)
            && self.series.iter().all(|(labels, _)| {
                // In the order of their names: turned around, the labels are still those of the same series.
                let labels = labels.as_labels().iter();
                let mut labels: Vec<_> =
                    labels.map(|(name, value)| (escaping.label_name(&name).into_owned(), value)).collect();
                labels.sort_unstable();
                let is_own = |(name, _): &(String, _)| may_name_label(name) && own.as_deref() != Some(name);
                labels.iter().all(is_own)
                    && labels.windows(2).all(|pair| pair[0].0 != pair[1].0)
                    && seen.insert(labels)
            })
    }

    /// The label that the format adds to those of the series.
    fn own_label(&self) -> Option<&str> {
        match self.meta.kind {
            Kind::Histogram | Kind::GaugeHistogram => Some("le"),
            Kind::Summary => Some("quantile"),
            Kind::StateSet => Some(&self.meta.name),
            _ => None,
        }
    }

    /// The same with these labels before those of each series; a label that one of them has itself stays what it is.
    pub(crate) fn labelled<'a>(mut self, labels: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let is_own = |name: &str| {
            let of_series =
                |labels: &LabelsBuf| labels.as_labels().iter().any(|(own, _)| written(&own) == name);
            self.own_label() == Some(name) || self.series.iter().any(|(labels, _)| of_series(labels))
        };
        let others = labels.filter(|(name, _)| !is_own(name));
        let others = others.fold(LabelsBuf::new(), |others, (name, value)| others.with(name, value));
        for (labels, _) in &mut self.series {
            *labels = others.clone().followed_by(labels);
        }
        self
    }

    /// Writes it; `stem_is_taken` if another family has the name that OpenMetrics has for it.
    pub(crate) fn write(&self, stem_is_taken: bool, sink: &mut dyn Sink) {
        sink.family(&self.meta.clone().with_taken_stem(stem_is_taken));
        for (labels, value) in &self.series {
            value.write(labels.as_labels(), sink);
        }
    }
}
