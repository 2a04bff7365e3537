//! The samples of summaries.

use super::{Findings, Rule, value::is_no_count};
use crate::exposition::parse::{ParsedFamily, Sample, number};

pub(super) fn check(sample: &Sample<'_>, family: &ParsedFamily<'_>, findings: &mut Findings) {
    let (value, written) = (sample.value.value(), sample.value.as_str());
    match sample.name.strip_prefix(&*family.name) {
        Some("") => quantile(sample, family, findings),
        Some("_count") if findings.is_open_metrics() && is_no_count(value) => {
            let message = format!("`{sample}` is {written}: a count is a whole number and not negative");
            findings.error(Rule::SummaryValue, sample.line, message);
        }
        Some("_sum") if findings.is_open_metrics() && (value.is_nan() || value < 0.0) => {
            let message = format!(
                "`{sample}` is {written}: the sum of a summary is a counter, leave it out where observations are negative"
            );
            findings.error(Rule::SummaryValue, sample.line, message);
        }
        _ => {}
    }
}

fn quantile(sample: &Sample<'_>, family: &ParsedFamily<'_>, findings: &mut Findings) {
    let Some(text) = sample.label("quantile") else {
        let name = &family.name;
        let message = format!(
            "`{sample}` does not say which quantile it is: write `{name}{{quantile=\"0.5\"}}`, or `{name}_sum` or `{name}_count`"
        );
        findings.error(Rule::Quantile, sample.line, message);
        return;
    };
    if !number(text).is_some_and(|quantile| (0.0..=1.0).contains(&quantile)) {
        let message = format!("`{sample}` is no quantile: write a number from 0 to 1, such as `0.99`");
        findings.error(Rule::Quantile, sample.line, message);
    }
    if findings.is_open_metrics() && sample.value.value() < 0.0 {
        let message = format!(
            "`{sample}` is {}: summaries are of what is not negative, make it a gauge",
            sample.value.as_str()
        );
        findings.error(Rule::Quantile, sample.line, message);
    }
}
