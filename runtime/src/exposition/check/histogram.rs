//! The buckets of histograms and gauge histograms, their counts and sums.

use super::{
    Findings, Rule,
    value::{is, is_no_count},
};
use crate::exposition::parse::{ParsedFamily, Sample, Type, number};

/// What a histogram consists of at one time.
#[derive(Debug)]
struct Parts<'p> {
    /// With their bounds, in the order of the page.
    buckets: Vec<(f64, &'p Sample<'p>)>,
    count: Option<&'p Sample<'p>>,
    sum: Option<&'p Sample<'p>>,
    /// `_count` and `_sum`, or what a gauge histogram has instead.
    endings: [&'static str; 2],
    line: usize,
}

pub(super) fn check(point: &[&Sample<'_>], family: &ParsedFamily<'_>, findings: &mut Findings) {
    let Some(first) = point.first() else { return };
    let endings = if family.kind == Type::GaugeHistogram { ["_gcount", "_gsum"] } else { ["_count", "_sum"] };
    let mut parts = Parts { buckets: Vec::new(), count: None, sum: None, endings, line: first.line };
    for sample in point {
        match sample.name.strip_prefix(&*family.name) {
            Some("_bucket") => match bound(sample, findings) {
                Some(bound) => parts.buckets.push((bound, sample)),
                // Whatever else there is to say would be about a bucket that is not known.
                None => return,
            },
            Some(ending) if ending == endings[0] => parts.count = Some(sample),
            Some(ending) if ending == endings[1] => parts.sum = Some(sample),
            _ => {}
        }
    }
    parts.check(family, findings);
}

fn bound(sample: &Sample<'_>, findings: &mut Findings) -> Option<f64> {
    let Some(text) = sample.label("le") else {
        let message =
            format!("the bucket `{sample}` does not say where it ends: write its bound in a label `le`");
        findings.error(Rule::BucketBound, sample.line, message);
        return None;
    };
    let bound = number(text).filter(|bound| !bound.is_nan() && (*bound < f64::INFINITY || text == "+Inf"));
    if bound.is_none() {
        let message = format!("the bucket `{sample}` ends at no number: write one like `0.5`, or `+Inf`");
        findings.error(Rule::BucketBound, sample.line, message);
    }
    bound
}

impl Parts<'_> {
    fn check(&self, family: &ParsedFamily<'_>, findings: &mut Findings) {
        self.order(findings);
        self.values(findings);
        let last = self.buckets.iter().find(|(bound, _)| *bound == f64::INFINITY);
        match last {
            None => {
                let message = format!(
                    "`{}` has no bucket `le=\"+Inf\"`: write it as the last, with the number of all observations",
                    family.name
                );
                findings.error(Rule::InfiniteBucket, self.line, message);
            }
            Some((_, last)) => self.count_is_that_of(last, findings),
        }
        if findings.is_open_metrics() {
            self.sum_goes_with_count(family, findings);
            self.sum(findings);
        } else {
            self.has_sum_and_count(family, findings);
        }
    }

    fn order(&self, findings: &mut Findings) {
        for pair in self.buckets.windows(2) {
            let [(bound, sample), (next_bound, next)] = pair else { continue };
            if is(*bound, *next_bound) {
                let message = format!("`{next}` has the same bound as the bucket before it: leave one out");
                findings.error(Rule::BucketOrder, next.line, message);
            } else if bound > next_bound {
                let message = format!(
                    "`{next}` comes after a bucket with a greater bound: write buckets in the order of their bounds"
                );
                findings.error(Rule::BucketOrder, next.line, message);
            } else if sample.value.value() > next.value.value() {
                let message = format!(
                    "`{next}` is {}, less than {} in the bucket before it: count each observation in every bucket whose bound it does not exceed",
                    next.value.as_str(),
                    sample.value.as_str()
                );
                findings.error(Rule::Cumulative, next.line, message);
            }
        }
    }

    fn values(&self, findings: &mut Findings) {
        for sample in self.buckets.iter().map(|(_, sample)| *sample).chain(self.count) {
            if is_no_count(sample.value.value()) {
                let message = format!(
                    "`{sample}` is {}: a count of observations is a whole number and not negative",
                    sample.value.as_str()
                );
                findings.strict(Rule::HistogramValue, sample.line, message);
            }
        }
    }

    fn count_is_that_of(&self, last: &Sample<'_>, findings: &mut Findings) {
        if let Some(count) = self.count.filter(|count| !is(count.value.value(), last.value.value())) {
            let message = format!(
                "`{count}` is {}, but the bucket `+Inf` has {}: write the same number, that of all observations",
                count.value.as_str(),
                last.value.as_str()
            );
            findings.error(Rule::BucketCount, count.line, message);
        }
    }

    fn sum_goes_with_count(&self, family: &ParsedFamily<'_>, findings: &mut Findings) {
        let [count, sum] = self.endings.map(|ending| format!("{}{ending}", family.name));
        let (there, missing, at) = match (self.count, self.sum) {
            (Some(sample), None) => (count, sum, sample.line),
            (None, Some(sample)) => (sum, count, sample.line),
            _ => return,
        };
        let message = format!("there is `{there}` without `{missing}`: write both, or neither");
        findings.error(Rule::SumAndCount, at, message);
    }

    fn sum(&self, findings: &mut Findings) {
        let Some(sum) = self.sum else { return };
        let value = sum.value.value();
        let has_negative = self.buckets.iter().any(|(bound, _)| *bound < 0.0);
        let is_gauge = self.endings[1] == "_gsum";
        if has_negative && !is_gauge {
            let message = format!(
                "`{sum}` is the sum of a histogram with bounds below 0, and can go down: leave it and the count out"
            );
            findings.error(Rule::NegativeBuckets, sum.line, message);
        }
        if value.is_nan() || (value < 0.0 && !has_negative) {
            let message = format!(
                "`{sum}` is {}: a sum is a number, and not negative unless a bound is",
                sum.value.as_str()
            );
            findings.error(Rule::HistogramValue, sum.line, message);
        }
    }

    fn has_sum_and_count(&self, family: &ParsedFamily<'_>, findings: &mut Findings) {
        for (part, ending) in [self.count, self.sum].into_iter().zip(self.endings) {
            if part.is_none() {
                let message =
                    format!("there is no `{0}{ending}`: write it with the buckets of `{0}`", family.name);
                findings.warning(Rule::SumAndCount, self.line, message);
            }
        }
    }
}
