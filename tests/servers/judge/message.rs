//! Messages as protobuf's own library reads them.

use serde_json::{Value as Json, json};

use crate::servers::content::{consistent, number};

/// The message with numbers as we write them, and with the buckets of native histograms in place of their spans and deltas.
pub(super) fn readable(message: Json) -> Result<Json, String> {
    let mut message = plain(message);
    for metric in message["metric"].as_array_mut().into_iter().flatten() {
        if let Some(histogram) = metric.get_mut("histogram").filter(|it| it.get("schema").is_some()) {
            join(histogram, "positive")?;
            join(histogram, "negative")?;
        }
    }
    if let Some(metrics) = message["metric"].as_array_mut() {
        metrics.sort_by_key(Json::to_string);
    } else if let Some(fields) = message.as_object_mut() {
        fields.remove("metric");
    }
    Ok(message)
}

/// Doubles come marked.
fn plain(json: Json) -> Json {
    match json {
        Json::Object(fields) => match fields.get("double").and_then(Json::as_str) {
            Some(double) => number(double.parse().expect("a double is a number")).into(),
            None => fields.into_iter().map(|(name, value)| (name, plain(value))).collect(),
        },
        Json::Array(list) => list.into_iter().map(plain).collect(),
        other => other,
    }
}

fn join(histogram: &mut Json, side: &str) -> Result<(), String> {
    let fields = histogram.as_object_mut().ok_or("no message")?;
    let mut take = |field: &str| fields.remove(&format!("{side}_{field}")).unwrap_or_else(|| json!([]));
    let (spans, deltas) = (take("span"), take("delta"));
    let integer = |value: &Json| value.as_str().and_then(|text| text.parse::<i64>().ok()).unwrap_or(0);
    let spans = spans.as_array().ok_or("spans are a list")?.iter();
    let spans = spans.map(|span| (integer(&span["offset"]), integer(&span["length"]).unsigned_abs()));
    let deltas: Vec<_> = deltas.as_array().ok_or("deltas are a list")?.iter().map(integer).collect();
    let buckets = consistent(&spans.collect::<Vec<_>>(), &deltas)?;
    fields.insert(side.to_owned(), json!(buckets));
    Ok(())
}
