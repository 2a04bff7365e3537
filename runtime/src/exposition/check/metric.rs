//! The metrics of a family: its samples by their labels.

use std::collections::HashMap;

use crate::exposition::parse::{Label, ParsedFamily, ParsedTimestamp, Sample, Type};

/// The samples of a family that have the same labels, but for those of buckets, quantiles and states.
#[derive(Debug)]
pub(super) struct Metric<'p> {
    /// In the order of their names, without those that are empty.
    pub(super) labels: Vec<(&'p str, &'p str)>,
    pub(super) samples: Vec<&'p Sample<'p>>,
    /// The sample that goes on with it after those of another.
    pub(super) resumed: Option<&'p Sample<'p>>,
}

impl<'p> Metric<'p> {
    pub(super) fn line(&self) -> usize {
        self.samples.first().map_or(1, |sample| sample.line)
    }

    /// The samples with the same timestamp.
    pub(super) fn points(&self) -> impl Iterator<Item = &[&'p Sample<'p>]> {
        self.samples.chunk_by(|one, next| seconds(one) == seconds(next))
    }
}

/// The metrics of a family, in the order of their first samples.
pub(super) fn metrics<'p>(family: &'p ParsedFamily<'p>) -> Vec<Metric<'p>> {
    let mut metrics: Vec<Metric<'_>> = Vec::new();
    let mut places = HashMap::new();
    let mut last = None;
    for sample in &family.samples {
        let labels = labels(&sample.labels, special_label(family));
        let at = *places.entry(labels).or_insert_with_key(|labels| {
            metrics.push(Metric { labels: labels.clone(), samples: Vec::new(), resumed: None });
            metrics.len() - 1
        });
        let metric = &mut metrics[at];
        if last != Some(at) && !metric.samples.is_empty() {
            metric.resumed.get_or_insert(sample);
        }
        metric.samples.push(sample);
        last = Some(at);
    }
    metrics
}

/// The label that tells the samples of one metric apart.
pub(super) fn special_label<'f>(family: &'f ParsedFamily<'_>) -> Option<&'f str> {
    match family.kind {
        Type::Histogram | Type::GaugeHistogram => Some("le"),
        Type::Summary => Some("quantile"),
        Type::StateSet => Some(&family.name),
        _ => None,
    }
}

/// Labels in the order of their names, as nothing but that tells two sets apart; an empty one is none.
pub(super) fn labels<'p>(labels: &'p [Label<'_>], except: Option<&str>) -> Vec<(&'p str, &'p str)> {
    let pairs = labels.iter().map(|label| (&*label.name, &*label.value));
    let mut pairs: Vec<_> =
        pairs.filter(|(name, value)| !value.is_empty() && Some(*name) != except).collect();
    pairs.sort_unstable();
    pairs
}

pub(super) fn seconds(sample: &Sample<'_>) -> Option<f64> {
    sample.timestamp.map(ParsedTimestamp::seconds)
}
