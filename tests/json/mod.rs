//! Pages of JSON, read by a parser and held against their schema by a validator that others wrote.

mod every_kind;
mod hostile;
mod model;
mod read;
mod schema;

use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::Value;
use tickmark::{
    Registry,
    exposition::{Encoder, Format, JSON_SCHEMA},
};

fn schema() -> Value {
    serde_json::from_str(JSON_SCHEMA).expect("the schema is JSON")
}

static VALIDATOR: LazyLock<Validator> =
    LazyLock::new(|| jsonschema::validator_for(&schema()).expect("the schema is one"));

/// What the schema says against a page.
fn complaints(page: &Value) -> Vec<String> {
    VALIDATOR.iter_errors(page).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// The page of a registry, which is as the schema says.
#[track_caller]
fn page_of(registry: &Registry) -> Value {
    let mut bytes = Vec::new();
    Encoder::new(Format::Json).encode(registry, &mut bytes);
    match serde_json::from_slice(&bytes) {
        Ok(page) => {
            assert_eq!(complaints(&page), [""; 0], "{page:#}");
            page
        }
        Err(error) => panic!("{error}\n{}", String::from_utf8_lossy(&bytes)),
    }
}

/// A family of a page.
fn family<'a>(page: &'a Value, name: &str) -> Option<&'a Value> {
    page["families"].as_array()?.iter().find(|family| family["name"] == name)
}
