//! A sink that remembers exemplars.

use tickmark::{
    CounterValue, Exemplar, FamilyMeta, HistogramValue, Labels, NativeValue, Registry, Sink, StateSetValue,
    SummaryValue,
};

/// Which exemplar belongs to what: `family{labels}` for a counter, with `le` for a bucket of a histogram.
#[derive(Default)]
pub(crate) struct Seen {
    family: String,
    pub(crate) exemplars: Vec<(String, Exemplar)>,
}

impl Seen {
    pub(crate) fn of(registry: &Registry) -> Self {
        let mut seen = Self::default();
        registry.collect(&mut seen);
        seen
    }

    /// The exemplar of the one thing whose name contains all of these.
    pub(crate) fn find(&self, parts: &[&str]) -> Option<&Exemplar> {
        let mut found =
            self.exemplars.iter().filter(|(name, _)| parts.iter().all(|part| name.contains(part)));
        let first = found.next().map(|(_, exemplar)| exemplar);
        assert!(found.next().is_none(), "several: {:?}", self.exemplars);
        first
    }

    fn push(&mut self, labels: Labels<'_>, end: &str, exemplar: &Exemplar) {
        self.exemplars.push((format!("{}{{{}{end}}}", self.family, labels.as_str()), exemplar.clone()));
    }
}

impl Sink for Seen {
    fn family(&mut self, family: &FamilyMeta<'_>) {
        self.family = family.name.to_string();
    }

    fn counter(&mut self, labels: Labels<'_>, value: &CounterValue<'_>) {
        value.exemplar.into_iter().for_each(|exemplar| self.push(labels, "", exemplar));
    }

    fn histogram(&mut self, labels: Labels<'_>, value: &HistogramValue<'_>) {
        let bounds: Vec<&str> = value.cumulative().map(|(bound, _)| bound).collect();
        for (bucket, exemplar) in value.exemplars {
            assert!(value.counts[*bucket] > 0, "an exemplar of an empty bucket");
            self.push(labels, &format!(",le={}", bounds[*bucket]), exemplar);
        }
    }

    fn native_histogram(&mut self, labels: Labels<'_>, value: &NativeValue<'_>) {
        value.exemplars.iter().for_each(|exemplar| self.push(labels, "", exemplar));
    }

    fn gauge(&mut self, _: Labels<'_>, _: f64) {}
    fn summary(&mut self, _: Labels<'_>, _: &SummaryValue<'_>) {}
    fn info(&mut self, _: Labels<'_>) {}
    fn state_set(&mut self, _: Labels<'_>, _: &StateSetValue<'_>) {}
    fn unknown(&mut self, _: Labels<'_>, _: f64) {}
}
