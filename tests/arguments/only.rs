//! `only = failure`: calls of which only some endings are recorded.

use tickmark::{counted, timed};

use crate::{
    drive::{cancel, finish, panics, pause},
    page::Page,
};

#[counted(name = "only_failures_total", only = failure)]
async fn failures(result: Option<Result<(), ()>>) -> Result<(), ()> {
    pause().await;
    result.expect("on purpose")
}

#[timed(name = "only_successes_seconds", only = success)]
fn successes(result: Option<Result<(), ()>>) -> Result<(), ()> {
    result.expect("on purpose")
}

/// All that go wrong, in one series.
#[counted(name = "only_wrong_total", only = failure, outcome = none)]
fn wrong(result: Option<Result<(), ()>>) -> Result<(), ()> {
    result.expect("on purpose")
}

/// One that can only panic.
#[counted(name = "only_panics_total", only = failure)]
fn only_panics(panics: bool) {
    assert!(!panics, "on purpose");
}

#[test]
fn other_endings_are_neither_recorded_nor_on_the_page() {
    for result in [Ok(()), Ok(()), Err(())] {
        assert_eq!(finish(failures(Some(result))), result);
        assert_eq!(successes(Some(result)), result);
        assert_eq!(wrong(Some(result)), result);
    }
    assert!(panics(|| finish(failures(None))));
    assert!(panics(|| successes(None)) && panics(|| wrong(None)));
    cancel(failures(Some(Ok(()))));
    only_panics(false);
    assert!(panics(|| only_panics(true)));

    let page = Page::now();
    let count = |name, outcome| page.count(name, &[("outcome", outcome)]);
    let failures =
        ["success", "failure", "panic", "cancelled"].map(|outcome| count("only_failures_total", outcome));
    assert_eq!(failures, [None, Some(1), Some(1), Some(1)]);
    let successes =
        ["success", "failure", "panic"].map(|outcome| count("only_successes_seconds_count", outcome));
    assert_eq!(successes, [Some(2), None, None]);
    assert_eq!(page.count("only_wrong_total", &[]), Some(2));
    assert_eq!(["success", "panic"].map(|outcome| count("only_panics_total", outcome)), [None, Some(1)]);
}

#[timed(only = failure, in_flight)]
fn under_way(fails: bool) -> Result<(), ()> {
    if fails { Err(()) } else { Ok(()) }
}

#[counted(name = "only_waits_total", only = success, in_flight(name = "only_waiting", high_water))]
async fn waits() {
    pause().await;
}

#[test]
fn what_is_not_recorded_is_no_longer_under_way_either() {
    assert!(under_way(false).is_ok() && under_way(true).is_err());
    finish(waits());
    cancel(waits());
    let page = Page::now();
    let labels = [("module", module_path!()), ("function", "under_way")];
    assert_eq!(page.count("function_calls_in_flight", &labels), Some(0));
    assert_eq!(
        (page.count("only_waiting", &[]), page.count("only_waiting_high_water", &[])),
        (Some(0), Some(1))
    );
    assert_eq!(page.count("only_waits_total", &[("outcome", "success")]), Some(1));
}
