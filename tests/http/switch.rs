//! The environment switches a layer off. What `set_enabled` does is in a binary of its own.

use std::{env, process::Command};

use axum::{Router, routing};

use super::{get, layer, lines};

/// Runs one of the tests below in a process with this variable.
#[track_caller]
fn assert_passes_with(variable: (&str, &str), test: &str) {
    let program = env::current_exe().expect("a test knows where it is");
    let arguments = ["--exact", test, "--ignored", "--nocapture"];
    let output = Command::new(program).args(arguments).env(variable.0, variable.1).output();
    let output = output.expect("it runs a second time");
    let printed = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    assert!(output.status.success() && printed[0].contains("1 passed"), "{}", printed.concat());
}

#[test]
fn what_switches_off_switches_off() {
    for (name, value) in [("ENABLE_METRICS", "false"), ("ENABLE_METRICS", "0"), ("ENABLE_METRICS", "no")] {
        assert_passes_with((name, value), "http::switch::nothing_is_there");
    }
    assert_passes_with(("TICKMARK_ENABLED", "false"), "http::switch::nothing_is_counted");
}

#[test]
fn what_says_nothing_or_yes_does_not() {
    for value in ["", " ", "true", "1", "what?"] {
        assert_passes_with(("ENABLE_METRICS", value), "http::switch::all_is_measured");
    }
    for value in ["true", "1", "ON", "yes"] {
        assert_passes_with(("SHOP_METRICS", value), "http::switch::all_is_measured_as_the_variable_says");
    }
    for value in ["", "false", "what?"] {
        assert_passes_with(("SHOP_METRICS", value), "http::switch::nothing_is_there_as_the_variable_says");
    }
}

/// How many requests were counted, and whether the family is on the page.
async fn counted(
    told: impl FnOnce(tickmark::http::MetricsLayer) -> tickmark::http::MetricsLayer,
) -> (usize, bool) {
    let (registry, metrics) = layer();
    let app = Router::new().route("/", routing::get(async || "body")).layer(told(metrics));
    assert_eq!(get(&app, "/").await, (200, "body".to_owned()));
    (lines(&registry, "http_requests_total").len(), registry.encode().contains("http_requests_inprogress 0"))
}

#[tokio::test]
#[ignore = "run by another in an environment of its own"]
async fn nothing_is_there() {
    assert_eq!(counted(|m| m).await, (0, false));
}

#[tokio::test]
#[ignore = "run by another in an environment of its own"]
async fn nothing_is_counted() {
    assert_eq!(counted(|m| m).await, (0, true));
}

#[tokio::test]
#[ignore = "run by another in an environment of its own"]
async fn all_is_measured() {
    assert_eq!(counted(|m| m).await, (1, true));
}

#[tokio::test]
#[ignore = "run by another in an environment of its own"]
async fn all_is_measured_as_the_variable_says() {
    assert_eq!(counted(|m| m.only_if_env("SHOP_METRICS")).await, (1, true));
}

#[tokio::test]
#[ignore = "run by another in an environment of its own"]
async fn nothing_is_there_as_the_variable_says() {
    assert_eq!(counted(|m| m.only_if_env("SHOP_METRICS")).await, (0, false));
}
