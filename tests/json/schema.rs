//! The schema is one, says what everything is, and refuses what is not.

use serde_json::{Value, json};

use super::{complaints, schema};

#[test]
fn the_schema_is_one_of_draft_2020_12() {
    assert_eq!(schema()["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert!(jsonschema::draft202012::meta::is_valid(&schema()));
}

#[test]
fn every_field_is_described_and_no_others_are_allowed() {
    let schema = schema();
    let mut fields = 0;
    walk(&schema, &mut |object| {
        if object["type"] == "object" {
            assert!(object.get("additionalProperties").is_some(), "{object:#}");
            for (name, field) in object["properties"].as_object().into_iter().flatten() {
                let referred =
                    field["$ref"].as_str().and_then(|at| schema.pointer(at.trim_start_matches('#')));
                let text = field.get("description").or_else(|| referred?.get("description"));
                assert!(text.is_some_and(|text| text.as_str() != Some("")), "`{name}` is not described");
                fields += 1;
            }
        }
    });
    assert!(fields > 50, "only {fields} were found");
}

fn walk(schema: &Value, look: &mut impl FnMut(&Value)) {
    match schema {
        Value::Object(object) => {
            look(schema);
            object.values().for_each(|value| walk(value, look));
        }
        Value::Array(array) => array.iter().for_each(|value| walk(value, look)),
        _ => {}
    }
}

/// A page with one family that has one series.
fn page(kind: &str, series: Value) -> Value {
    json!({ "families": [{ "name": "a", "kind": kind, "help": "A.", "series": [series] }] })
}

fn sound() -> Vec<(&'static str, Value)> {
    let exemplar = json!({ "labels": { "trace_id": "7f" }, "value": 0.5, "time": 1 });
    let buckets = json!([{ "le": 0.5, "count": 1 }, { "le": "+Inf", "count": 3 }]);
    let histogram = json!({
        "labels": {}, "count": 3, "sum": 1.5, "buckets": buckets, "created": 1, "exemplars": [exemplar],
    });
    let mut gauge_histogram = histogram.clone();
    remove(&mut gauge_histogram, "created");
    let native = json!({
        "labels": {}, "count": 3, "sum": "NaN", "schema": 3, "zero_threshold": 1e-39, "zero_count": 1, "not_a_number": 0,
        "positive": [[-1, 2]], "negative": [], "buckets": buckets, "created": 1, "exemplars": [exemplar],
    });
    let quantiles = json!([{ "quantile": 0.5, "value": 1 }]);
    vec![
        ("counter", json!({ "labels": { "k": "v" }, "value": u64::MAX, "created": 1, "exemplar": exemplar })),
        ("gauge", json!({ "labels": {}, "value": "-Inf" })),
        ("unknown", json!({ "labels": {}, "value": -0.5 })),
        ("histogram", histogram),
        ("histogram", native),
        ("gauge_histogram", gauge_histogram),
        ("summary", json!({ "labels": {}, "count": 3, "sum": 1.5, "quantiles": quantiles, "created": 1 })),
        ("info", json!({ "labels": { "version": "1" } })),
        ("state_set", json!({ "labels": {}, "states": { "on": true } })),
    ]
}

fn remove(series: &mut Value, field: &str) -> Option<Value> {
    series.as_object_mut()?.remove(field)
}

#[test]
fn a_series_of_every_kind_is_taken() {
    for (kind, series) in sound() {
        assert_eq!(complaints(&page(kind, series)), [""; 0], "{kind}");
    }
}

#[test]
fn a_field_that_nobody_knows_or_that_is_of_another_type_is_refused() {
    for (kind, series) in sound() {
        let mut more = series.clone();
        more["more"] = json!(1);
        assert_ne!(complaints(&page(kind, more)), [""; 0], "{kind}");
        for field in series.as_object().expect("a series is an object").keys() {
            for wrong in [json!(null), json!("text"), json!(-1.5), json!([null]), json!({ "more": 1 })] {
                // A value may be below zero and have a fraction.
                if ["value", "sum", "zero_threshold"].contains(&&**field) && wrong.is_number() {
                    continue;
                }
                let mut changed = series.clone();
                changed[field] = wrong;
                assert_ne!(complaints(&page(kind, changed.clone())), [""; 0], "{kind}: {changed}");
            }
        }
    }
}

#[test]
fn a_series_without_what_its_kind_has_is_refused() {
    const OPTIONAL: &[&str] = &["created", "exemplar", "exemplars"];
    for (kind, series) in sound() {
        let is_native = series.get("schema").is_some();
        for field in series.as_object().expect("a series is an object").keys() {
            let mut less = series.clone();
            remove(&mut less, field);
            let is_optional = OPTIONAL.contains(&&**field) || is_native && field == "buckets";
            assert_eq!(complaints(&page(kind, less)).is_empty(), is_optional, "{kind} without `{field}`");
        }
    }
}

#[test]
fn a_series_of_another_kind_is_refused() {
    for (kind, series) in sound() {
        for (other, _) in sound() {
            let is_alike = ["gauge", "unknown"].contains(&kind) && ["gauge", "unknown", "counter"].contains(&other)
                // Nothing in it says that it is another.
                || kind == "gauge_histogram" && other == "histogram";
            let complaints = complaints(&page(other, series.clone()));
            assert_eq!(complaints.is_empty(), kind == other || is_alike, "{kind} as {other}");
        }
    }
}

#[test]
fn a_family_without_what_all_have_is_refused() {
    let sound = json!({
        "name": "a", "kind": "gauge", "unit": "seconds", "help": "A.", "declared": { "file": "a.rs", "line": 1 }, "series": [],
    });
    assert_eq!(complaints(&json!({ "families": [sound] })), [""; 0]);
    for field in ["name", "kind", "unit", "help", "declared", "series"] {
        let mut less = sound.clone();
        remove(&mut less, field);
        let is_optional = ["unit", "declared"].contains(&field);
        assert_eq!(complaints(&json!({ "families": [less] })).is_empty(), is_optional, "without `{field}`");
        let mut wrong = sound.clone();
        wrong[field] = json!(null);
        assert_ne!(complaints(&json!({ "families": [wrong] })), [""; 0], "{field}");
    }
    let kinds = ["untyped", "gaugehistogram", ""];
    for kind in kinds {
        assert_ne!(complaints(&page(kind, json!({ "labels": {}, "value": 1 }))), [""; 0], "{kind}");
    }
    assert_ne!(complaints(&json!({ "families": [], "more": 1 })), [""; 0]);
}
