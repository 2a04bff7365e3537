//! `labels_from`: labels that come of what a function returns. `limit`: how many series that may make.

use tickmark::{LabelValue, OVERFLOW, counted, timed};

use crate::{
    drive::{cancel, finish, panics, pause},
    page::Page,
};

#[derive(Clone, Copy, LabelValue)]
enum Class {
    Good,
    Bad,
}

struct Response {
    status: u16,
    text: String,
}

impl Response {
    fn class(&self) -> Class {
        if self.status < 500 { Class::Good } else { Class::Bad }
    }
}

#[counted(
    name = "returned_responses_total",
    labels(path = path, kind = "fixed"),
    labels_from(class = Response::class, text = |response| response.text.as_str()),
    error_if = |response| response.status >= 500
)]
fn respond(path: &str, status: u16) -> Response {
    assert_ne!(status, 0, "on purpose");
    Response { status, text: format!("{path}!") }
}

#[timed(
    name = "returned_found_seconds",
    labels_from(found = Option::is_some),
    counted(name = "returned_found_total"),
    outcome = none
)]
async fn find(number: u32) -> Option<u32> {
    pause().await;
    number.checked_sub(1)
}

#[counted(name = "returned_limited_total", labels_from(number = |number| *number), limit = 4, outcome = none)]
fn limited(number: u32) -> u32 {
    number
}

#[test]
fn what_is_returned_becomes_labels_after_those_of_the_call() {
    for status in [200, 200, 503] {
        assert_eq!(respond("/a", status).status, status);
    }
    assert!(panics(|| respond("/a", 0)));
    let page = Page::now();
    let count = |class, text, outcome| {
        let labels =
            [("path", "/a"), ("kind", "fixed"), ("class", class), ("text", text), ("outcome", outcome)];
        page.count("returned_responses_total", &labels)
    };
    assert_eq!(count("good", "/a!", "success"), Some(2));
    assert_eq!(count("bad", "/a!", "failure"), Some(1));
    assert_eq!(count("", "", "panic"), Some(1));
}

#[test]
fn a_future_that_returns_nothing_has_empty_labels() {
    assert!(finish(find(0)).is_none() && finish(find(1)).is_some());
    cancel(find(1));
    let page = Page::now();
    for (found, calls) in [("true", 1), ("false", 1), ("", 1)] {
        assert_eq!(page.count("returned_found_total", &[("found", found)]), Some(calls), "{found}");
        assert_eq!(page.count("returned_found_seconds_count", &[("found", found)]), Some(calls), "{found}");
    }
}

#[test]
fn a_family_may_have_a_limit_of_its_own() {
    for number in 0..10 {
        limited(number);
    }
    let page = Page::now();
    assert_eq!(page.count("returned_limited_total", &[("number", "3")]), Some(1));
    assert_eq!(page.count("returned_limited_total", &[("number", "4")]), None);
    assert_eq!(page.count("returned_limited_total", &[("number", OVERFLOW)]), Some(6));
}

/// One value, each with four endings.
#[counted(name = "returned_one_total", labels(path = path), limit = 1)]
async fn one(path: &str) -> Result<(), ()> {
    pause().await;
    if path.is_empty() { Err(()) } else { Ok(()) }
}

#[test]
fn a_limit_is_one_of_values_not_of_endings() {
    for path in ["/a", "/b", "/a"] {
        assert!(finish(one(path)).is_ok());
    }
    let page = Page::now();
    let count = |path| page.count("returned_one_total", &[("path", path), ("outcome", "success")]);
    assert_eq!((count("/a"), count("/b"), count(OVERFLOW)), (Some(2), None, Some(1)));
}
