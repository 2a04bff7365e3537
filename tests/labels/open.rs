//! Labels whose values nobody knows before they arrive.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use tickmark::{LabelValue, OVERFLOW, SERIES_LIMIT, VALUE_LIMIT, counted, timed};

use super::Method;
use crate::{
    drive::{finish, panics},
    page::Page,
};

#[timed(name = "labels_open_seconds", labels(path = path, method = method))]
fn open(path: &str, method: Method) -> Result<(), ()> {
    if path.is_empty() { Err(()) } else { Ok(()) }
}

#[test]
fn a_series_appears_with_the_first_call_and_with_it_those_of_its_other_endings() {
    assert!(Page::now().family("labels_open_seconds").is_some_and(|family| family.samples.is_empty()));
    assert!(open("/a", Method::Card).is_ok());
    assert!(open("/a", Method::Cash).is_ok());
    assert!(open("", Method::Cash).is_err());
    let page = Page::now();
    for (path, method, outcome, expected) in [
        ("/a", "card", "success", Some(1)),
        ("/a", "card", "failure", Some(0)),
        ("/a", "in cash", "success", Some(1)),
        ("", "in cash", "failure", Some(1)),
        ("", "card", "failure", None),
    ] {
        let labels = [("path", path), ("method", method), ("outcome", outcome)];
        assert_eq!(page.count("labels_open_seconds_count", &labels), expected, "{labels:?}");
    }
}

#[counted(name = "labels_open_limited_total", labels(path = path))]
async fn limited(path: String) {
    drop(path);
}

#[test]
fn past_the_limit_all_values_share_one_series_and_the_page_says_how_often() {
    for number in 0..SERIES_LIMIT + 40 {
        finish(limited(format!("/{number}")));
    }
    finish(limited("/0".to_owned()));
    let page = Page::now();
    let count = |path| page.count("labels_open_limited_total", &[("path", path), ("outcome", "success")]);
    assert_eq!(count("/0"), Some(2));
    assert_eq!(count(OVERFLOW), Some(40));
    let all = page.values_of("labels_open_limited_total", "path").len();
    assert_eq!(all, SERIES_LIMIT + 1);
    let overflow = [("family", "labels_open_limited_total")];
    assert_eq!(page.count("tickmark_series_overflow_total", &overflow), Some(40));
}

#[counted(name = "labels_open_hostile_total", labels(value = value, other = other), outcome = none)]
fn hostile(value: &str, other: &str) {}

#[test]
fn hostile_values_are_read_back_as_they_were() {
    let long = "x\"\\\n".repeat(VALUE_LIMIT / 4);
    let values = [
        "",
        "\"",
        "\\",
        "\n",
        "\\n",
        "\\\\n",
        "\",other=\"",
        "}",
        "} 1\n",
        "\r\n",
        "\0",
        "é🦀\u{202e}",
        " ",
        &long,
    ];
    for value in values {
        hostile(value, "a");
        hostile("a", value);
    }
    let page = Page::now();
    for value in values {
        for labels in [[("value", value), ("other", "a")], [("value", "a"), ("other", value)]] {
            assert_eq!(page.count("labels_open_hostile_total", &labels), Some(1), "{labels:?}");
        }
    }
}

/// Panics when it is asked for its text.
struct Broken;

impl LabelValue for Broken {
    fn with_str<R>(&self, _: impl FnOnce(&str) -> R) -> R {
        panic!("on purpose")
    }
}

#[counted(name = "labels_open_broken_total", labels(value = value), outcome = none)]
fn with_any(value: impl LabelValue) {}

#[test]
fn a_value_that_panics_leaves_the_family_as_it_was() {
    with_any("before");
    assert!(panics(|| with_any(Broken)));
    with_any("after");
    assert_eq!(Page::now().values_of("labels_open_broken_total", "value"), ["after", "before"]);
}

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// Reads differently whenever it is asked, and is counted on the way.
struct Restless {
    is_counted: bool,
}

impl LabelValue for Restless {
    fn with_str<R>(&self, read: impl FnOnce(&str) -> R) -> R {
        if self.is_counted {
            counts_what_counts(&Self { is_counted: false });
        }
        read(&NUMBER.fetch_add(1, Relaxed).to_string())
    }
}

#[counted(name = "labels_open_restless_total", labels(value = value), outcome = none)]
fn counts_what_counts(value: &Restless) {}

#[test]
fn no_lock_is_held_while_a_value_is_asked_for_its_text() {
    // Were one held, the call within would wait for the call around it.
    counts_what_counts(&Restless { is_counted: true });
    assert!(Page::now().values_of("labels_open_restless_total", "value").len() > 1);
}
