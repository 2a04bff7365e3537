//! `ok_if` and `error_if`: what a failure is.

use tickmark::{counted, timed};

use crate::{
    drive::{finish, pause},
    page::Page,
};

#[derive(Debug)]
struct Response {
    status: u16,
}

impl Response {
    fn is_found(&self) -> bool {
        self.status != 404
    }
}

#[counted(name = "condition_responses_total", error_if = |response| response.status >= 500)]
fn respond(status: u16) -> Response {
    Response { status }
}

#[timed(name = "condition_find_seconds", ok_if = Response::is_found)]
async fn find(status: u16) -> Response {
    pause().await;
    Response { status }
}

#[counted(ok_if = Option::is_some)]
fn maybe(is_some: bool) -> Option<u8> {
    is_some.then_some(1)
}

/// An infallible type may fail too, and a `Result` need not.
#[counted(name = "condition_numbers_total", error_if = |number| *number == 0)]
fn number(number: u8) -> u8 {
    number
}

#[counted(name = "condition_absent_total", ok_if = |result| matches!(result, Ok(()) | Err(404)))]
fn absent(status: u16) -> Result<(), u16> {
    if status == 200 { Ok(()) } else { Err(status) }
}

fn counts(name: &str, outcomes: [&str; 2]) -> [Option<u64>; 2] {
    let page = Page::now();
    outcomes.map(|outcome| page.count(name, &[("outcome", outcome)]))
}

#[test]
fn a_condition_decides_what_a_failure_is() {
    for status in [200, 404, 500, 503] {
        assert_eq!(respond(status).status, status);
        finish(find(status));
        _ = absent(status);
    }
    for value in [0, 1, 2] {
        assert_eq!(number(value), value);
    }
    let outcomes = ["success", "failure"];
    assert_eq!(counts("condition_responses_total", outcomes), [Some(2), Some(2)]);
    assert_eq!(counts("condition_find_seconds_count", outcomes), [Some(3), Some(1)]);
    assert_eq!(counts("condition_numbers_total", outcomes), [Some(2), Some(1)]);
    assert_eq!(counts("condition_absent_total", outcomes), [Some(2), Some(2)]);
}

#[test]
fn functions_without_a_name_have_conditions_too() {
    assert!(maybe(true).is_some() && maybe(false).is_none());
    let page = Page::now();
    for outcome in ["success", "failure"] {
        let labels = [("module", module_path!()), ("function", "maybe"), ("outcome", outcome)];
        assert_eq!(page.count("function_calls_total", &labels), Some(1));
    }
}

/// A macro with the name of one that nobody leaves a function by.
mod own {
    macro_rules! assert {
        ($holds:expr) => {
            if !$holds {
                return Err("it does not hold");
            }
        };
    }
    pub(super) use assert;
}

#[counted(name = "condition_hidden_total")]
fn hidden(holds: bool) -> Result<(), &'static str> {
    own::assert!(holds);
    Ok(())
}

#[test]
fn what_a_macro_returns_unseen_is_a_failure() {
    assert!(hidden(true).is_ok() && hidden(false).is_err());
    assert_eq!(counts("condition_hidden_total", ["success", "failure"]), [Some(1), Some(1)]);
}
