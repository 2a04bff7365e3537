//! How numbers are written.

use super::{Findings, Rule, metric::special_label};
use crate::exposition::parse::{ParsedFamily, ParsedNumber, Sample, Type, number};

pub(super) fn check(sample: &Sample<'_>, family: &ParsedFamily<'_>, findings: &mut Findings) {
    spelling(sample.value, sample, findings);
    if let Some(exemplar) = &sample.exemplar {
        spelling(exemplar.value, sample, findings);
    }
    let timestamps = [sample.timestamp, sample.exemplar.as_ref().and_then(|exemplar| exemplar.timestamp)];
    for timestamp in timestamps.into_iter().flatten() {
        if findings.is_open_metrics() && timestamp.as_str().contains(['e', 'E']) {
            let message = format!(
                "the timestamp `{}` has an exponent, which loses digits: write it out",
                timestamp.as_str()
            );
            findings.warning(Rule::TimestampExponent, sample.line, message);
        }
    }
    if findings.is_open_metrics() && family.kind != Type::StateSet {
        let bound = special_label(family).and_then(|label| sample.label(label));
        canonical(bound, sample, findings);
    }
}

fn spelling(number: ParsedNumber<'_>, sample: &Sample<'_>, findings: &mut Findings) {
    let spelled = match number.value() {
        value if value.is_nan() => "NaN",
        f64::INFINITY => "+Inf",
        f64::NEG_INFINITY => "-Inf",
        _ => return,
    };
    if number.as_str() != spelled {
        let message =
            format!("`{}` is written otherwise than others read it: write `{spelled}`", number.as_str());
        findings.warning(Rule::Spelling, sample.line, message);
    }
}

fn canonical(bound: Option<&str>, sample: &Sample<'_>, findings: &mut Findings) {
    let Some(text) = bound else { return };
    let Some(value) = number(text).filter(|value| value.is_finite()) else { return };
    let written = as_go_writes(value);
    if text != written {
        let message = format!(
            "`{text}` in a label is not how others write this number, and makes another series of it: write `{written}`"
        );
        findings.warning(Rule::CanonicalNumber, sample.line, message);
    }
}

/// The number as Go's `%g` writes it, with `.0` behind it where neither a point nor an exponent says that it is a float.
pub(super) fn as_go_writes(value: f64) -> String {
    let scientific = format!("{value:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or_default();
    if value != 0.0 && !(-4..6).contains(&exponent) {
        let sign = if exponent < 0 { '-' } else { '+' };
        return format!("{digits}e{sign}{:02}", exponent.abs());
    }
    let plain = value.to_string();
    if plain.contains('.') { plain } else { format!("{plain}.0") }
}
