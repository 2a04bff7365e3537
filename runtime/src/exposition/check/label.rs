//! The labels of samples.

use std::collections::{HashMap, HashSet};

use super::{
    Findings, Rule,
    metric::{Metric, metrics, special_label},
};
use crate::exposition::parse::{Label, Page, ParsedFamily, Sample, Type};

/// Says at most one thing of each kind for a sample, however many labels it has.
pub(super) fn check(sample: &Sample<'_>, family: &ParsedFamily<'_>, findings: &mut Findings) {
    let first = |is_so: &dyn Fn(&str) -> bool| {
        sample.labels.iter().map(|label| &*label.name).find(|name| is_so(name))
    };
    repeated(&sample.labels, sample, findings);
    let reserved = if findings.is_open_metrics() { "_" } else { "__" };
    if let Some(label) = first(&|label| label.starts_with(reserved)) {
        let message = format!(
            "the label `{label}` begins with `{reserved}`, which is kept for Prometheus itself: begin it with a letter"
        );
        findings.error(Rule::ReservedName, sample.line, message);
    }
    if let Some(label) = first(&|label| matches!(label, "job" | "instance")) {
        let message = format!(
            "Prometheus adds the label `{label}` itself, and renames this one to `exported_{label}`: call it differently"
        );
        findings.warning(Rule::ScrapeLabel, sample.line, message);
    }
    if let Some(label) = first(&|label| is_elsewhere(label, sample, family)) {
        let message = format!(
            "`{}` has the label `{label}`: leave it to the {} of `{}`",
            sample.name,
            parts(family.kind),
            family.name
        );
        findings.error(Rule::ReservedLabel, sample.line, message);
    }
    if let Some(label) = first(&|label| is_foreign(label, family)) {
        let message = format!(
            "`{}` has the label `{label}`, which is one of histograms and summaries: call it differently",
            sample.name
        );
        findings.warning(Rule::ReservedLabel, sample.line, message);
    }
}

/// A label that is there twice, in a sample or its exemplar.
pub(super) fn repeated(labels: &[Label<'_>], sample: &Sample<'_>, findings: &mut Findings) {
    let mut seen = HashSet::new();
    if let Some(label) = labels.iter().find(|label| !seen.insert(&*label.name)) {
        let message =
            format!("the label `{}` is there twice on `{}`: leave one out", label.name, sample.name);
        findings.error(Rule::RepeatedLabel, sample.line, message);
    }
}

/// Whether the label is one of other samples of this family.
fn is_elsewhere(label: &str, sample: &Sample<'_>, family: &ParsedFamily<'_>) -> bool {
    match family.kind {
        Type::Histogram | Type::GaugeHistogram => label == "le" && !sample.name.ends_with("_bucket"),
        Type::Summary => label == "quantile" && sample.name != family.name,
        _ => false,
    }
}

/// Whether the label is one of families of another type.
fn is_foreign(label: &str, family: &ParsedFamily<'_>) -> bool {
    let kinds: &[Type] = match label {
        "le" => &[Type::Histogram, Type::GaugeHistogram, Type::Unknown],
        "quantile" => &[Type::Summary, Type::Unknown],
        _ => return false,
    };
    !kinds.contains(&family.kind) && special_label(family) != Some(label)
}

fn parts(kind: Type) -> &'static str {
    if kind == Type::Summary { "quantiles" } else { "buckets" }
}

/// Whether the metrics of a family have labels of the same names.
pub(super) fn same_names(metrics: &[Metric<'_>], family: &ParsedFamily<'_>, findings: &mut Findings) {
    let [first, rest @ ..] = metrics else { return };
    if family.kind == Type::Info || !findings.is_open_metrics() {
        return;
    }
    let names =
        |metric: &Metric<'_>| metric.labels.iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>();
    let expected = names(first);
    if let Some(other) = rest.iter().find(|metric| names(metric) != expected) {
        let message = format!(
            "`{}` has other labels here than on line {}: give all its metrics labels of the same names",
            family.name,
            first.line()
        );
        findings.warning(Rule::LabelNames, other.line(), message);
    }
}

/// Labels that all metrics of a page have, with the same value.
pub(super) fn on_every_metric(page: &Page<'_>, findings: &mut Findings) {
    /// Of fewer it says nothing.
    const FEWEST: usize = 4;
    let (mut counts, mut all, mut line) = (HashMap::new(), 0_usize, 1);
    for family in &page.families {
        for metric in metrics(family) {
            all += 1;
            line = if all == 1 { metric.line() } else { line };
            // What the first does not have, all do not have.
            for label in metric.labels {
                match counts.get_mut(&label) {
                    Some(count) => *count += 1,
                    None if all == 1 => _ = counts.insert(label, 1_usize),
                    None => {}
                }
            }
        }
    }
    let mut labels: Vec<_> = counts.into_iter().filter(|(_, count)| *count == all).collect();
    labels.sort_unstable();
    for ((name, value), _) in labels {
        if all >= FEWEST && findings.is_open_metrics() {
            let message = format!(
                "the label `{name}=\"{value}\"` is on every metric: leave it to the configuration of the scrape, or to an info metric"
            );
            findings.warning(Rule::ConstantLabel, line, message);
        }
    }
}
