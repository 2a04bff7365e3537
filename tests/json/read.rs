//! A family of a page of JSON, read back.

use std::collections::BTreeMap;

use serde_json::Value;

use super::model::{Count, Example, Family, Float, Histogram, Labels, Native, Series, Summary};

/// The family, or nothing where something is missing; counts agree with the buckets.
pub(super) fn family(family: &Value, units: &[&'static str]) -> Option<Family> {
    let unit = family.get("unit").map_or(Some(""), Value::as_str)?;
    Some(Family {
        name: family["name"].as_str()?.to_owned(),
        help: family["help"].as_str()?.to_owned(),
        unit: units.iter().find(|known| **known == unit)?,
        series: series(family["kind"].as_str()?, family["series"].as_array()?)?,
    })
}

fn series(kind: &str, all: &[Value]) -> Option<Series> {
    Some(match kind {
        "counter" => Series::Counter(each(all, count)?),
        "gauge" => Series::Gauge(each(all, |series| float(&series["value"]))?),
        "unknown" => Series::Unknown(each(all, |series| float(&series["value"]))?),
        "histogram" if all.iter().any(|series| series.get("schema").is_some()) => {
            Series::Native(each(all, native)?)
        }
        "histogram" => Series::Histogram(each(all, histogram)?),
        "gauge_histogram" => Series::GaugeHistogram(each(all, histogram)?),
        "summary" => Series::Summary(each(all, summary)?),
        "info" => Series::Info(each(all, |_| Some(true))?.into_keys().collect()),
        "state_set" => Series::StateSet(each(all, states)?),
        _ => return None,
    })
}

fn each<T>(all: &[Value], read: impl Fn(&Value) -> Option<T>) -> Option<BTreeMap<Labels, T>> {
    let read: BTreeMap<_, _> =
        all.iter().map(|series| Some((labels(series)?, read(series)?))).collect::<Option<_>>()?;
    (read.len() == all.len()).then_some(read)
}

fn labels(series: &Value) -> Option<Labels> {
    let text = |(name, value): (&String, &Value)| Some((name.clone(), value.as_str()?.to_owned()));
    series["labels"].as_object()?.iter().map(text).collect()
}

fn float(value: &Value) -> Option<Float> {
    match value {
        Value::String(text) if ["NaN", "+Inf", "-Inf"].contains(&&**text) => text.parse().ok().map(Float),
        number => number.as_f64().map(Float),
    }
}

fn count(series: &Value) -> Option<Count> {
    let value = &series["value"];
    Some(Count {
        number: value.as_u64().map_or_else(|| float(value).map(Err), |whole| Some(Ok(whole)))?,
        created: series["created"].as_u64(),
        exemplar: series.get("exemplar").map(|exemplar| example(exemplar).ok_or(())).transpose().ok()?,
    })
}

fn example(exemplar: &Value) -> Option<Example> {
    let (labels, value) = (labels(exemplar)?, float(&exemplar["value"])?);
    Some(Example { labels, value, time: exemplar["time"].as_u64() })
}

/// What histograms have in common.
fn histogram(series: &Value) -> Option<Histogram> {
    let mut before = 0;
    let mut bucket = |bucket: &Value| {
        let up_to = bucket["count"].as_u64()?;
        let count = up_to.checked_sub(std::mem::replace(&mut before, up_to))?;
        let bound = (bucket["le"] != "+Inf").then(|| bucket["le"].as_f64().map(Float));
        Some((bound.map_or(Some(None), |bound| bound.map(Some))?, count))
    };
    let all = |field: &str| series[field].as_array().map_or(&[][..], Vec::as_slice);
    Some(Histogram {
        buckets: all("buckets").iter().map(&mut bucket).collect::<Option<_>>()?,
        sum: float(&series["sum"])?,
        created: series["created"].as_u64(),
        exemplars: all("exemplars").iter().map(example).collect::<Option<_>>()?,
    })
    .filter(|_| series["buckets"].is_null() || series["count"].as_u64() == Some(before))
}

fn native(series: &Value) -> Option<Native> {
    let pairs = |field: &str| -> Option<BTreeMap<i32, u64>> {
        let pair = |pair: &Value| Some((i32::try_from(pair[0].as_i64()?).ok()?, pair[1].as_u64()?));
        series[field].as_array()?.iter().map(pair).collect()
    };
    let native = Native {
        schema: i32::try_from(series["schema"].as_i64()?).ok()?,
        zero_threshold: float(&series["zero_threshold"])?,
        zero_count: series["zero_count"].as_u64()?,
        not_a_number: series["not_a_number"].as_u64()?,
        positive: pairs("positive")?,
        negative: pairs("negative")?,
        is_classic: series.get("buckets").is_some(),
        histogram: histogram(series)?,
    };
    let in_buckets: u64 = native.positive.values().chain(native.negative.values()).sum();
    let count = in_buckets + native.zero_count + native.not_a_number;
    (series["count"].as_u64() == Some(count)).then_some(native)
}

fn summary(series: &Value) -> Option<Summary> {
    let pair = |pair: &Value| Some((float(&pair["quantile"])?, float(&pair["value"])?));
    Some(Summary {
        quantiles: series["quantiles"].as_array()?.iter().map(pair).collect::<Option<_>>()?,
        sum: float(&series["sum"])?,
        count: series["count"].as_u64()?,
        created: series["created"].as_u64(),
    })
}

fn states(series: &Value) -> Option<BTreeMap<String, bool>> {
    let states = series["states"].as_object()?;
    states.iter().map(|(state, is_on)| Some((state.clone(), is_on.as_bool()?))).collect()
}
