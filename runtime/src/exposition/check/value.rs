//! Values that a type does not have.

use super::{Findings, Rule};
use crate::exposition::parse::{ParsedFamily, Sample, Type};

pub(super) fn check(sample: &Sample<'_>, family: &ParsedFamily<'_>, findings: &mut Findings) {
    let suffix = sample.name.strip_prefix(&*family.name).unwrap_or_default();
    let (value, line) = (sample.value.value(), sample.line);
    let written = sample.value.as_str();
    match (family.kind, suffix) {
        (Type::Counter | Type::Histogram | Type::Summary, "_created") if !value.is_finite() => {
            let message = format!(
                "`{sample}` is {written}: write when the series began, in seconds since 1970, or leave it out"
            );
            findings.error(Rule::CreatedValue, line, message);
        }
        (Type::Counter, "" | "_total") if value.is_nan() || value < 0.0 => {
            let message = format!(
                "the counter `{sample}` is {written}: a counter begins at 0 and only goes up, make what can be less a gauge"
            );
            findings.error(Rule::CounterValue, line, message);
        }
        (Type::Info, "_info") if !is(value, 1.0) => {
            let message = format!(
                "`{sample}` is {written}: the value of an info metric is 1, and what it says is in its labels"
            );
            findings.error(Rule::Info, line, message);
        }
        (Type::StateSet, "") => state(sample, family, findings),
        _ => {}
    }
}

fn state(sample: &Sample<'_>, family: &ParsedFamily<'_>, findings: &mut Findings) {
    let name = &family.name;
    if sample.label(name).is_none() {
        let message = format!("`{sample}` does not say which state it is: write it in a label `{name}`");
        findings.error(Rule::StateSet, sample.line, message);
    }
    let value = sample.value.value();
    if !is(value, 0.0) && !is(value, 1.0) {
        let message =
            format!("the state `{sample}` is {}: write 1 if it is so, and 0 if not", sample.value.as_str());
        findings.error(Rule::StateSet, sample.line, message);
    }
}

/// Whether two numbers are the same, and not only near.
pub(super) fn is(value: f64, other: f64) -> bool {
    value.partial_cmp(&other).is_some_and(std::cmp::Ordering::is_eq)
}

/// What is no count of anything.
pub(super) fn is_no_count(value: f64) -> bool {
    !value.is_finite() || value < 0.0 || value.fract() > 0.0
}
