//! A family of a registry, and where its values come from.

use std::sync::Arc;

use super::{FamilyDescriptor, stem::Named};
use crate::{
    family::Shared,
    field::{FieldRef, Group},
    label::{Labels, LabelsBuf},
    metric::Source,
    sink::{CounterValue, FamilyMeta, HistogramValue, NativeValue, Sink, StateSetValue, SummaryValue},
};

/// A family and where its values come from.
#[derive(Clone)]
pub(super) struct Member {
    pub(super) descriptor: FamilyDescriptor,
    /// The labels with which the registry speaks of it.
    pub(super) itself: LabelsBuf,
    /// Whether another family has the name that OpenMetrics has for it.
    pub(super) stem_is_taken: bool,
    /// One, or several with different constant labels, in the order of those.
    pub(super) parts: Vec<Part>,
}

/// Some of the series of a family.
#[derive(Clone)]
pub(super) struct Part {
    /// On each of the series, before its own.
    pub(super) labels: LabelsBuf,
    pub(super) series: Series,
}

#[derive(Clone)]
pub(super) enum Series {
    /// A metric that was registered.
    Own(Arc<dyn Source + Send + Sync>),
    /// A metric in a static.
    Static(&'static (dyn Source + Send + Sync)),
    /// Series that several call sites share.
    Shared(Arc<Shared>),
    /// A metric in a struct, and the way to it through the structs around it.
    Field(Arc<dyn Group>, Box<[usize]>),
}

impl Member {
    /// By what it is told apart from others.
    pub(super) fn named(&self) -> Named<'_> {
        let name = &*self.descriptor.name;
        Named { name, written: name, kind: self.descriptor.kind }
    }

    fn meta(&self) -> FamilyMeta<'_> {
        let FamilyDescriptor { name, kind, help, unit, place, .. } = &self.descriptor;
        FamilyMeta::new(&**name, *kind, help.as_str()).with_unit(unit).with_place(*place)
    }

    /// Writes the family; `stem_is_taken` if one that is not the registry's own has the name that OpenMetrics has for it.
    pub(super) fn write(&self, stem_is_taken: bool, sink: &mut dyn Sink) {
        sink.family(&self.meta().with_taken_stem(stem_is_taken || self.stem_is_taken));
        for part in &self.parts {
            if part.labels.as_labels().is_empty() {
                part.series.write(sink);
            } else {
                part.series.write(&mut Labelled { labels: &part.labels, all: LabelsBuf::new(), sink });
            }
        }
    }

    /// How many observations went to overflow series; `None` where there is none to go to.
    pub(super) fn overflow(&self) -> Option<u64> {
        self.parts.iter().filter_map(|part| part.series.overflow()).reduce(u64::wrapping_add)
    }

    /// The sum of what its metrics count of themselves; `None` where that is nothing.
    pub(super) fn total(&self, count: impl Fn(&dyn Source) -> u64) -> Option<u64> {
        let counts = self.parts.iter().map(|part| part.series.source().map_or(0, |metric| count(metric)));
        Some(counts.sum()).filter(|total| *total > 0)
    }
}

impl Series {
    pub(super) fn source(&self) -> Option<&(dyn Source + Send + Sync)> {
        match self {
            Self::Own(metric) => Some(&**metric),
            Self::Static(metric) => Some(*metric),
            Self::Shared(shared) => Some(&**shared),
            Self::Field(group, path) => metric_at(&**group, path),
        }
    }

    /// Tells the family what it is called, so that it can say who it is; false where another registry has done so.
    pub(super) fn named(&self, name: &str) -> bool {
        self.source().is_none_or(|metric| metric.named(name))
    }

    fn write(&self, sink: &mut dyn Sink) {
        if let Some(metric) = self.source() {
            metric.write(sink);
        }
    }

    fn overflow(&self) -> Option<u64> {
        self.source()?.overflow()
    }
}

/// The metric at the end of this way.
fn metric_at<'a>(group: &'a dyn Group, path: &[usize]) -> Option<&'a (dyn Source + Send + Sync)> {
    let (first, rest) = path.split_first()?;
    match group.field(*first) {
        FieldRef::Metric(metric) => Some(metric),
        FieldRef::Group(group) => metric_at(group, rest),
        FieldRef::Absent => None,
    }
}

/// A sink that puts the same labels before those of every series.
struct Labelled<'a> {
    labels: &'a LabelsBuf,
    /// Of the series that is being written; its memory is used again for the next.
    all: LabelsBuf,
    sink: &'a mut dyn Sink,
}

impl Labelled<'_> {
    fn join(&mut self, labels: Labels<'_>) -> (Labels<'_>, &mut dyn Sink) {
        self.all.clear();
        self.all.extend(self.labels.as_labels());
        self.all.extend(labels);
        // What comes first in a part may follow a series of another one.
        let shared = if labels.shared() > 0 {
            self.all.as_labels().as_str().len() - labels.as_str().len() + labels.shared()
        } else {
            0
        };
        (self.all.as_labels().after(shared), self.sink)
    }
}

impl Sink for Labelled<'_> {
    fn family(&mut self, family: &FamilyMeta<'_>) {
        self.sink.family(family);
    }

    fn takes_exemplars(&self) -> bool {
        self.sink.takes_exemplars()
    }

    fn counter(&mut self, labels: Labels<'_>, value: &CounterValue<'_>) {
        let (labels, sink) = self.join(labels);
        sink.counter(labels, value);
    }

    fn gauge(&mut self, labels: Labels<'_>, value: f64) {
        let (labels, sink) = self.join(labels);
        sink.gauge(labels, value);
    }

    fn histogram(&mut self, labels: Labels<'_>, value: &HistogramValue<'_>) {
        let (labels, sink) = self.join(labels);
        sink.histogram(labels, value);
    }

    fn native_histogram(&mut self, labels: Labels<'_>, value: &NativeValue<'_>) {
        let (labels, sink) = self.join(labels);
        sink.native_histogram(labels, value);
    }

    fn gauge_histogram(&mut self, labels: Labels<'_>, value: &HistogramValue<'_>) {
        let (labels, sink) = self.join(labels);
        sink.gauge_histogram(labels, value);
    }

    fn summary(&mut self, labels: Labels<'_>, value: &SummaryValue<'_>) {
        let (labels, sink) = self.join(labels);
        sink.summary(labels, value);
    }

    fn info(&mut self, labels: Labels<'_>) {
        let (labels, sink) = self.join(labels);
        sink.info(labels);
    }

    fn state_set(&mut self, labels: Labels<'_>, value: &StateSetValue<'_>) {
        let (labels, sink) = self.join(labels);
        sink.state_set(labels, value);
    }

    fn unknown(&mut self, labels: Labels<'_>, value: f64) {
        let (labels, sink) = self.join(labels);
        sink.unknown(labels, value);
    }
}
