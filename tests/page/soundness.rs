//! What a page must be beyond its grammar.

use std::collections::{BTreeMap, HashSet};

use super::{Family, Sample};

pub(super) fn check(families: &[Family]) -> Result<(), String> {
    if let Some(pair) = families.windows(2).find(|pair| pair[0].name >= pair[1].name) {
        return Err(format!("`{}` comes after `{}`", pair[1].name, pair[0].name));
    }
    no_series_is_there_twice(families)?;
    families.iter().try_for_each(family)
}

fn no_series_is_there_twice(families: &[Family]) -> Result<(), String> {
    let mut seen = HashSet::new();
    for sample in families.iter().flat_map(|family| &family.samples) {
        if let Some(pair) = sample.labels.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            return Err(format!("the label `{}` is there twice in {sample}", pair[0].0));
        }
        if !seen.insert(sample.series()) {
            return Err(format!("there is a second {sample}"));
        }
    }
    Ok(())
}

fn family(family: &Family) -> Result<(), String> {
    if family.kind.is_empty() {
        return Err(format!("`{}` has no type", family.name));
    }
    match family.samples.iter().find(|sample| !belongs(family, sample)) {
        Some(stranger) => Err(format!("{stranger} does not belong to `{}`", family.name)),
        None if family.kind == "counter" => counters_are_not_negative(family),
        None if family.kind == "histogram" => histograms(family),
        None => Ok(()),
    }
}

fn belongs(family: &Family, sample: &Sample) -> bool {
    let Some(suffix) = sample.name.strip_prefix(&family.name) else { return false };
    match (family.kind.as_str(), suffix) {
        ("histogram", "_bucket") => sample.label("le").is_some(),
        ("summary", "") => sample.label("quantile").is_some(),
        ("histogram" | "summary", "_sum" | "_count") => true,
        ("histogram", _) => false,
        (_, suffix) => suffix.is_empty(),
    }
}

fn counters_are_not_negative(family: &Family) -> Result<(), String> {
    let negative = family.samples.iter().find(|sample| sample.value.is_nan() || sample.value < 0.0);
    negative.map_or(Ok(()), |sample| Err(format!("a counter reads {sample}")))
}

/// The parts of one series of a histogram.
#[derive(Default)]
struct Histogram {
    buckets: Vec<(f64, f64)>,
    sum: Option<f64>,
    count: Option<f64>,
}

fn histograms(family: &Family) -> Result<(), String> {
    let mut series: BTreeMap<Vec<_>, Histogram> = BTreeMap::new();
    for sample in &family.samples {
        let own = sample.labels.iter().filter(|(name, _)| name != "le").collect();
        let histogram = series.entry(own).or_default();
        match sample.label("le").filter(|_| sample.name.ends_with("_bucket")) {
            Some(bound) => histogram.buckets.push((upper_bound(bound)?, sample.value)),
            None if sample.name.ends_with("_sum") => histogram.sum = Some(sample.value),
            None => histogram.count = Some(sample.value),
        }
    }
    let unsound = series.iter().find_map(|(labels, histogram)| Some((labels, histogram.problem()?)));
    unsound.map_or(Ok(()), |(labels, what)| Err(format!("`{}` {labels:?}: {what}", family.name)))
}

fn upper_bound(text: &str) -> Result<f64, String> {
    if text == "+Inf" {
        return Ok(f64::INFINITY);
    }
    text.parse().map_err(|_| format!("`le={text:?}` is no bound"))
}

impl Histogram {
    fn problem(&self) -> Option<&'static str> {
        let pairs = || self.buckets.windows(2);
        if pairs().any(|pair| pair[0].0 >= pair[1].0) {
            Some("the bounds do not increase")
        } else if pairs().any(|pair| pair[0].1 > pair[1].1) {
            Some("the buckets are not cumulative")
        } else if self.buckets.last().is_none_or(|last| last.0 != f64::INFINITY) {
            Some("there is no bucket `+Inf`")
        } else if self.sum.is_none() {
            Some("there is no sum")
        } else {
            let last = self.buckets.last().map(|last| last.1);
            (self.count != last).then_some("the count is not that of the bucket `+Inf`")
        }
    }
}
