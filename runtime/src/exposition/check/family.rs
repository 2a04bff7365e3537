//! One family: its name, its samples and their order.

use std::collections::HashSet;

use super::{
    Findings, Rule, document, exemplar, histogram, label,
    metric::{Metric, labels, metrics, seconds},
    number, summary, value,
};
use crate::exposition::parse::{ParsedFamily, Sample, Type, is_plain_name, owns};

pub(super) fn check(family: &ParsedFamily<'_>, findings: &mut Findings) {
    findings.turn_to(&family.name);
    document::metadata(family, findings);
    name(family, findings);
    for sample in &family.samples {
        belongs(sample, family, findings);
        label::check(sample, family, findings);
        number::check(sample, family, findings);
        exemplar::check(sample, family, findings);
        value::check(sample, family, findings);
    }
    let metrics = metrics(family);
    label::same_names(&metrics, family, findings);
    for metric in &metrics {
        order(metric, findings);
        match family.kind {
            Type::Histogram | Type::GaugeHistogram => {
                metric.points().for_each(|point| histogram::check(point, family, findings));
            }
            Type::Summary => {
                metric.samples.iter().for_each(|sample| summary::check(sample, family, findings));
            }
            _ => {}
        }
    }
}

fn name(family: &ParsedFamily<'_>, findings: &mut Findings) {
    let (name, line) = (&*family.name, family.line);
    if findings.is_open_metrics() && name.starts_with('_') {
        let message =
            format!("`{name}` begins with `_`, which is kept for OpenMetrics itself: begin it with a letter");
        findings.error(Rule::ReservedName, line, message);
    }
    if name.contains(':') && is_plain_name(name, true) {
        let message = format!("`{name}` has a colon, as recording rules have: write `_` instead");
        findings.warning(Rule::Colon, line, message);
    }
    if is_plain_name(name, true) && name.contains(|letter: char| letter.is_ascii_uppercase()) {
        let message = format!("`{name}` has capital letters: write it in `snake_case`");
        findings.warning(Rule::SnakeCase, line, message);
    }
    if family.kind == Type::Counter && name.ends_with("_total") == findings.is_open_metrics() {
        let message = if findings.is_open_metrics() {
            format!(
                "`{name}` is the name of a counter with its ending: write `# TYPE {} counter`, and `_total` only on its samples",
                name.trim_end_matches("_total")
            )
        } else {
            format!("`{name}` is a counter whose name does not end in `_total`: call it `{name}_total`")
        };
        findings.warning(Rule::CounterName, line, message);
    }
}

/// Whether the sample is called as those of its type are.
fn belongs(sample: &Sample<'_>, family: &ParsedFamily<'_>, findings: &mut Findings) {
    if owns(family.kind, findings.dialect, &family.name, &sample.name) {
        return;
    }
    let suffixes = family.kind.suffixes(findings.dialect).iter();
    let names: Vec<_> = suffixes.map(|suffix| format!("`{}{suffix}`", family.name)).collect();
    let mut message = format!(
        "`{}` is no sample of a family of type {}: write one of {}",
        sample.name,
        family.kind,
        names.join(", ")
    );
    if family.kind == Type::Counter && sample.name.ends_with("_total") {
        let base = family.name.trim_end_matches("_total");
        message = format!(
            "the family of the counter `{}` is called without `_total` in OpenMetrics: write `# TYPE {base} counter`",
            sample.name
        );
    }
    findings.error(Rule::SampleName, sample.line, message);
}

/// The order of samples and timestamps, and whether one is there twice.
fn order(metric: &Metric<'_>, findings: &mut Findings) {
    if let Some(sample) = metric.resumed.filter(|_| findings.is_open_metrics()) {
        let message = format!(
            "`{sample}` belongs to samples before those with other labels: write all samples with the same labels one after the other"
        );
        findings.error(Rule::MetricInterleaved, sample.line, message);
    }
    for pair in metric.samples.windows(2) {
        let [one, next] = pair else { continue };
        let what = match (seconds(one), seconds(next)) {
            (Some(one), Some(next)) if next < one => "an earlier timestamp than the sample before it",
            (Some(_), None) => "no timestamp, but the sample before it has one",
            (None, Some(_)) => "a timestamp, but the sample before it has none",
            _ => continue,
        };
        if findings.is_open_metrics() {
            let message = format!(
                "`{next}` has {what}: write the points of a metric in the order of their times, all with timestamps, or one point without"
            );
            findings.error(Rule::TimestampOrder, next.line, message);
        }
    }
    twice(metric, findings);
}

fn twice(metric: &Metric<'_>, findings: &mut Findings) {
    let mut seen = HashSet::new();
    let mut last = None;
    for sample in &metric.samples {
        // Points of other times are other points, but the text format has one for each series.
        if findings.is_open_metrics()
            && last.replace(seconds(sample)).is_some_and(|last| last != seconds(sample))
        {
            seen.clear();
        }
        if seen.insert((&*sample.name, labels(&sample.labels, None))) {
            continue;
        }
        if findings.is_open_metrics() && sample.timestamp.is_some() {
            let message = format!("`{sample}` is there twice with the same timestamp: leave one out");
            findings.warning(Rule::RepeatedTimestamp, sample.line, message);
        } else {
            let message = format!(
                "`{sample}` is there twice, and one of the two is lost: leave one out, or give it a label of its own"
            );
            findings.error(Rule::DuplicateSeries, sample.line, message);
        }
    }
}
