//! Exemplars: whose they are, and what is in them.

use super::{Findings, Rule, label};
use crate::exposition::parse::{ParsedExemplar, ParsedFamily, Sample, Type, number};

const MOST_CHARACTERS: usize = 128;

pub(super) fn check(sample: &Sample<'_>, family: &ParsedFamily<'_>, findings: &mut Findings) {
    let Some(exemplar) = &sample.exemplar else { return };
    let (is_allowed, bound) = match family.kind {
        Type::Counter => (sample.name.ends_with("_total"), None),
        Type::Histogram | Type::GaugeHistogram => (sample.name.ends_with("_bucket"), sample.label("le")),
        _ => (false, None),
    };
    if !is_allowed {
        let message = format!(
            "`{}` has an exemplar: leave it to the `_total` of a counter or to the buckets of a histogram",
            sample.name
        );
        findings.error(Rule::ExemplarPlace, sample.line, message);
    }
    label::repeated(&exemplar.labels, sample, findings);
    length(exemplar, sample, findings);
    if let Some(bound) = bound.and_then(number).filter(|bound| exemplar.value.value() > *bound) {
        let message = format!(
            "the exemplar {} on `{sample}` is above the bound {bound} of its bucket: put it into the bucket that it was counted in",
            exemplar.value.as_str()
        );
        findings.error(Rule::ExemplarValue, sample.line, message);
    }
}

fn length(exemplar: &ParsedExemplar<'_>, sample: &Sample<'_>, findings: &mut Findings) {
    let characters = |text: &str| text.chars().count();
    let labels = exemplar.labels.iter();
    let length: usize = labels.map(|label| characters(&label.name) + characters(&label.value)).sum();
    if length > MOST_CHARACTERS {
        let message = format!(
            "the labels of the exemplar on `{}` have {length} characters: leave some out, {MOST_CHARACTERS} are the most",
            sample.name
        );
        findings.error(Rule::ExemplarLength, sample.line, message);
    }
}
