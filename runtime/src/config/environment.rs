//! A configuration from the variables of the environment.

use std::{collections::BTreeMap, ffi::OsString, sync::Arc};

use super::{
    Config,
    mistake::{Mistake, Place},
    rule::Setting,
    suggestion,
    switch::{SWITCH, as_switch, is_on},
};

/// What all our variables begin with.
const BEGINNING: &str = "TICKMARK_";

type Reader = fn(&mut Config, &str, &Place);

/// Each variable with what reads it, in the order in which they are read: what is enabled wins over what is disabled, and all over the file.
const READERS: [(&str, Reader); 11] = [
    ("TICKMARK_CONFIG", read_file),
    ("TICKMARK_PREFIX", |config, value, place| config.put_prefix(value.to_owned(), place.clone())),
    ("TICKMARK_LABELS", read_labels),
    ("TICKMARK_DISABLE", |config, value, place| read_patterns(config, value, place, false)),
    ("TICKMARK_ENABLE", |config, value, place| read_patterns(config, value, place, true)),
    ("TICKMARK_BUCKETS", read_buckets),
    ("TICKMARK_LIMITS", read_limits),
    ("TICKMARK_SERIES_LIMIT", read_series_limit),
    ("TICKMARK_CREATED", |config, value, place| {
        config.created = read_switch(config, value, place).or(config.created);
    }),
    ("TICKMARK_VMRANGE", |config, value, place| {
        config.vmrange = read_switch(config, value, place).or(config.vmrange);
    }),
    (SWITCH, check_switch),
];

/// What the variables with our beginning say; others are not ours.
pub(super) fn read(variables: impl Iterator<Item = (OsString, OsString)>) -> Config {
    let mut config = Config::new();
    let mut ours: BTreeMap<String, OsString> = variables
        .map(|(name, value)| (name.to_string_lossy().into_owned(), value))
        .filter(|(name, _)| name.starts_with(BEGINNING) && !is_of_kubernetes(name))
        .collect();
    for (name, reader) in READERS {
        if let Some(value) = ours.remove(name) {
            read_variable(&mut config, name, &value, reader);
        }
    }
    let known: Vec<&str> = READERS.iter().map(|(name, _)| *name).collect();
    config.mistakes.extend(ours.into_keys().map(|name| Mistake {
        what: format!("unknown variable{}", suggestion::unknown(&name, &known)),
        place: Place::Variable(name.into()),
    }));
    config
}

/// Whether Kubernetes [sets](https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables) it in every container
/// beside a service that is called `tickmark`.
fn is_of_kubernetes(name: &str) -> bool {
    name == "TICKMARK_PORT"
        || ["TICKMARK_SERVICE_", "TICKMARK_PORT_"].iter().any(|start| name.starts_with(start))
}

/// Nothing, where the value is empty: that is how a variable is unset where it can't be taken away.
fn read_variable(config: &mut Config, name: &str, value: &OsString, reader: Reader) {
    let place = Place::Variable(Arc::from(name));
    match value.to_str().map(str::trim) {
        None => config.mistake(place, "the value is not UTF-8: write it so"),
        Some("") => {}
        Some(value) => reader(config, value, &place),
    }
}

#[cfg(feature = "toml")]
fn read_file(config: &mut Config, path: &str, _: &Place) {
    *config = super::file::open(path.as_ref());
}

#[cfg(not(feature = "toml"))]
fn read_file(config: &mut Config, _: &str, place: &Place) {
    config.mistake(
        place.clone(),
        "files are read with the feature `toml` of `tickmark`: turn it on in `Cargo.toml`, or unset the variable",
    );
}

fn read_labels(config: &mut Config, value: &str, place: &Place) {
    for (name, value) in pairs(config, value, place, "env=prod,region=eu") {
        config.put_label(name.to_owned(), value.to_owned(), place.clone());
    }
}

fn read_patterns(config: &mut Config, value: &str, place: &Place, enabled: bool) {
    for pattern in entries(value) {
        config.put_rule(pattern, Setting::Enabled(enabled), place.clone());
    }
}

fn read_buckets(config: &mut Config, value: &str, place: &Place) {
    const EXAMPLE: &str = "*_seconds=0.1 1 10,*_bytes=1024 4096";
    for (pattern, bounds) in pairs(config, value, place, EXAMPLE) {
        let read: Result<Vec<f64>, _> = bounds.split_whitespace().map(str::parse).collect();
        let Ok(bounds) = read else {
            config.mistake(
                place.clone(),
                format!(
                    "`{bounds}` is no list of numbers with blanks between them: write it like `{EXAMPLE}`"
                ),
            );
            continue;
        };
        config.put_buckets(pattern, bounds, place.clone());
    }
}

fn read_limits(config: &mut Config, value: &str, place: &Place) {
    for (pattern, limit) in pairs(config, value, place, "shop_*=500,jobs_total=50") {
        if let Some(limit) = whole_number(config, limit, place) {
            config.put_limit(pattern, limit, place.clone());
        }
    }
}

fn read_series_limit(config: &mut Config, value: &str, place: &Place) {
    if let Some(limit) = whole_number(config, value, place) {
        config.put_series_limit(limit, place.clone());
    }
}

/// It is obeyed where the first annotated function is called, whatever configuration there is.
fn check_switch(config: &mut Config, value: &str, place: &Place) {
    if let Err(problem) = is_on(value) {
        config.mistake(place.clone(), problem);
    }
}

fn read_switch(config: &mut Config, value: &str, place: &Place) -> Option<bool> {
    let is_on = as_switch(value);
    if is_on.is_none() {
        config.mistake(place.clone(), format!("`{value}` is neither on nor off: write `true` or `false`"));
    }
    is_on
}

fn whole_number(config: &mut Config, text: &str, place: &Place) -> Option<usize> {
    let number = text.parse().ok();
    if number.is_none() {
        config.mistake(place.clone(), format!("`{text}` is no whole number: write one like `2000`"));
    }
    number
}

/// What stands between commas.
fn entries(value: &str) -> impl Iterator<Item = &str> {
    value.split(',').map(str::trim).filter(|entry| !entry.is_empty())
}

/// The entries as what stands before and after their first `=`.
fn pairs<'v>(config: &mut Config, value: &'v str, place: &Place, example: &str) -> Vec<(&'v str, &'v str)> {
    let mut pairs = Vec::new();
    for entry in entries(value) {
        match entry.split_once('=') {
            Some((key, value)) => pairs.push((key.trim(), value.trim())),
            None => config.mistake(
                place.clone(),
                format!(
                    "`{entry}` has no `=`, and commas stand between entries only: write it like `{example}`"
                ),
            ),
        }
    }
    pairs
}

#[cfg(all(test, not(feature = "toml")))]
mod tests {
    use crate::config::Config;

    #[test]
    fn a_file_without_the_feature_is_a_mistake() {
        let error = Config::from_vars([("TICKMARK_CONFIG", "metrics.toml")]).expect_err("nobody reads it");
        assert!(error.to_string().contains("the feature `toml` of `tickmark`"), "{error}");
    }
}
