//! Two pages, one taken after the other.

use std::collections::HashMap;

use super::{
    Finding, Findings, Rule,
    metric::{Metric, labels, metrics},
    no_text,
};
use crate::exposition::{
    Format,
    parse::{Dialect, Page, ParsedFamily, Reading, Sample, Type, number},
};

/// Holds a page against one that was taken from the same program before it.
///
/// What counts does not go down: counters, the buckets, counts and sums of histograms, and the counts of summaries, whose observations may be
/// below zero. It may where its `_created` moved, or
/// where the program began anew, as `process_start_time_seconds` tells; then nothing is compared. What was there is still there, in the same
/// type and with the same buckets.
///
/// What is wrong with each page itself is what [`check`](fn@super::check) says; of pages that can't be read, this says only that.
///
/// ```
/// use tickmark::exposition::{Format, check_pair};
///
/// let [earlier, later] = [7, 5].map(|count| format!("# TYPE orders_total counter\norders_total {count}\n"));
/// let findings = check_pair(&earlier, &later, Format::Text0_0_4);
///
/// assert_eq!(
///     findings[0].to_string(),
///     "line 2: error: `orders_total` went down from 7 to 5 without having begun anew: only add to it, or make it a gauge (decreased)"
/// );
/// ```
pub fn check_pair(earlier: &str, later: &str, format: Format) -> Vec<Finding> {
    let Some(dialect) = Dialect::of(format) else { return no_text(format) };
    let mut findings = Findings::new(dialect);
    let (earlier, later) = (Reading::to_the_end(earlier, dialect), Reading::to_the_end(later, dialect));
    findings.unreadable(&earlier.errors, true);
    findings.unreadable(&later.errors, false);
    if earlier.errors.is_empty() && later.errors.is_empty() && start(&earlier.page) == start(&later.page) {
        pages(&earlier.page, &later.page, &mut findings);
    }
    findings.into_sorted()
}

/// When the program began, if the page says it.
fn start(page: &Page<'_>) -> Option<f64> {
    page.family("process_start_time_seconds")?.samples.first().map(|sample| sample.value.value())
}

fn pages(earlier: &Page<'_>, later: &Page<'_>, findings: &mut Findings) {
    let by_name: HashMap<&str, &ParsedFamily<'_>> =
        later.families.iter().map(|family| (&*family.name, family)).collect();
    for family in &earlier.families {
        findings.turn_to(&family.name);
        match by_name.get(&*family.name) {
            Some(now) if now.kind != family.kind => {
                let message = format!(
                    "`{}` was of type {}, and is of type {}: give it a new name with a new type",
                    family.name, family.kind, now.kind
                );
                findings.error(Rule::TypeChanged, now.line, message);
            }
            Some(now) => families(family, now, findings),
            None => vanished(&family.samples.iter().collect::<Vec<_>>(), findings),
        }
    }
}

fn families<'p>(earlier: &'p ParsedFamily<'p>, later: &'p ParsedFamily<'p>, findings: &mut Findings) {
    let now: HashMap<_, _> =
        metrics(later).into_iter().map(|metric| (metric.labels.clone(), metric)).collect();
    let sums_fall = later.samples.iter().any(is_below_zero);
    let mut gone = Vec::new();
    for metric in metrics(earlier) {
        let Some(now) = now.get(&metric.labels) else {
            gone.extend(metric.samples);
            continue;
        };
        let mut change = Change::between(&metric, now, |sample| counts(sample, later, sums_fall));
        change.report(created(&metric), created(now), findings);
        gone.append(&mut change.gone);
    }
    vanished(&gone, findings);
}

fn vanished(gone: &[&Sample<'_>], findings: &mut Findings) {
    let Some(first) = gone.first() else { return };
    let others = match gone.len() - 1 {
        0 => String::new(),
        count => format!(" and {count} more of its family"),
    };
    let message = format!("`{first}`{others} vanished: keep what was there, also when it did not change");
    findings.earlier_warning(Rule::Vanished, first.line, message);
}

/// Whether it is a bucket of what is negative: with one, a sum goes up and down.
fn is_below_zero(sample: &Sample<'_>) -> bool {
    sample.label("le").and_then(number).is_some_and(|bound| bound < 0.0)
}

/// Whether a sample only goes up.
fn counts(sample: &Sample<'_>, family: &ParsedFamily<'_>, sums_fall: bool) -> bool {
    let suffix = sample.name.strip_prefix(&*family.name);
    match family.kind {
        Type::Counter => matches!(suffix, Some("" | "_total")),
        Type::Histogram => {
            matches!(suffix, Some("_bucket" | "_count")) || (suffix == Some("_sum") && !sums_fall)
        }
        Type::Summary => suffix == Some("_count"),
        _ => false,
    }
}

/// The sample that says when a metric began.
fn created<'p>(metric: &Metric<'p>) -> Option<&'p Sample<'p>> {
    metric.samples.iter().rev().find(|sample| sample.name.ends_with("_created")).copied()
}

/// What became of a metric from one page to the next.
#[derive(Debug, Default)]
struct Change<'p, 'q> {
    /// The first that went down, before and after, and how many did.
    fell: Option<(&'p Sample<'p>, &'q Sample<'q>)>,
    count: usize,
    /// Whether there was something to fall.
    had_counted: bool,
    /// A bucket that is no longer there.
    bucket: Option<&'p Sample<'p>>,
    gone: Vec<&'p Sample<'p>>,
}

impl<'p, 'q> Change<'p, 'q> {
    fn between(earlier: &Metric<'p>, later: &Metric<'q>, counts: impl Fn(&Sample<'_>) -> bool) -> Self {
        let now = latest(later);
        let has_buckets = later.samples.iter().any(|sample| is_bucket(sample));
        let mut change = Self::default();
        for (key, sample) in latest(earlier) {
            match now.get(&key) {
                Some(next) if counts(sample) => change.add(sample, next),
                Some(_) => {}
                None if is_bucket(sample) && has_buckets => {
                    let first = change.bucket.filter(|first| first.line < sample.line);
                    change.bucket = first.or(Some(sample));
                }
                None => change.gone.push(sample),
            }
        }
        change.gone.sort_by_key(|sample| sample.line);
        change
    }

    fn add(&mut self, sample: &'p Sample<'p>, next: &'q Sample<'q>) {
        self.had_counted |= sample.value.value() > 0.0;
        if next.value.value() < sample.value.value() {
            self.count += 1;
            if self.fell.is_none_or(|(first, _)| sample.line < first.line) {
                self.fell = Some((sample, next));
            }
        }
    }

    fn report(&self, then: Option<&Sample<'_>>, now: Option<&Sample<'_>>, findings: &mut Findings) {
        let moved = then.zip(now).map(|(then, now)| (now, now.value.value() - then.value.value()));
        let began_anew = moved.is_some_and(|(_, by)| by > 0.0);
        if let Some((earlier, later)) = self.fell.filter(|_| !began_anew) {
            let others = if self.count > 1 {
                format!(", and {} more of it with it,", self.count - 1)
            } else {
                String::new()
            };
            let message = format!(
                "`{later}` went down from {} to {}{others} without having begun anew: only add to it, or make it a gauge",
                earlier.value.as_str(),
                later.value.as_str()
            );
            findings.error(Rule::Decreased, later.line, message);
        }
        if let Some((created, _)) = moved.filter(|(_, by)| *by < 0.0) {
            let message = format!("`{created}` went back: write when the series last began at 0");
            findings.error(Rule::CreatedMoved, created.line, message);
        } else if let Some((created, _)) =
            moved.filter(|_| began_anew && self.had_counted && self.fell.is_none())
        {
            let message = format!(
                "`{created}` moved, but nothing of its metric went down: keep it for as long as the series goes on"
            );
            findings.warning(Rule::CreatedMoved, created.line, message);
        }
        if let Some(bucket) = self.bucket {
            let message = format!(
                "`{bucket}` is no longer among the buckets: keep the bounds of a histogram, or give it a new name"
            );
            findings.earlier_warning(Rule::BucketsChanged, bucket.line, message);
        }
    }
}

fn is_bucket(sample: &Sample<'_>) -> bool {
    sample.name.ends_with("_bucket")
}

/// What tells the samples of a metric apart: their names, and the labels that only they have.
type Key<'p> = (&'p str, Vec<(&'p str, &'p str)>);

/// The samples of a metric, each as the last of its points has it.
fn latest<'p>(metric: &Metric<'p>) -> HashMap<Key<'p>, &'p Sample<'p>> {
    metric.samples.iter().map(|sample| ((&*sample.name, labels(&sample.labels, None)), *sample)).collect()
}
