//! Futures that are not awaited to their end.

use std::{convert::Infallible, future::pending, time::Duration};

use tickmark::{counted, timed};

use super::{moved_of, once};
use crate::{
    drive::{cancel, finish, panics, pause, poll_once},
    page::Page,
};

/// What moved of `function` while `body` ran.
fn moved_by(function: &str, body: impl FnOnce()) -> Vec<(String, String, u64)> {
    let before = Page::now();
    body();
    moved_of(module_path!(), function, &before, &Page::now())
}

#[timed]
#[counted]
async fn never_polled() {}

#[test]
fn a_future_that_is_never_polled_records_nothing() {
    assert_eq!(moved_by("never_polled", || drop(never_polled())), []);
}

#[timed]
#[counted]
async fn never_returns() -> Infallible {
    pending().await
}

#[timed]
#[counted]
async fn returns_never() -> ! {
    loop {
        pause().await;
    }
}

#[test]
fn a_future_that_never_returns_can_be_cancelled() {
    assert_eq!(moved_by("never_returns", || cancel(never_returns())), once("cancelled"));
    assert_eq!(moved_by("returns_never", || cancel(returns_never())), once("cancelled"));
}

#[timed]
#[counted]
async fn dropped_by_a_panic() {
    pause().await;
}

#[test]
fn a_future_that_is_dropped_while_another_panic_unwinds_is_cancelled() {
    let unwind = || {
        let mut future = Box::pin(dropped_by_a_panic());
        assert!(poll_once(future.as_mut()).is_pending());
        panic!("somebody else's");
    };
    assert_eq!(moved_by("dropped_by_a_panic", || assert!(panics(unwind))), once("cancelled"));
}

#[timed]
#[counted]
async fn callee(panics: bool) {
    pause().await;
    assert!(!panics, "on purpose");
}

#[timed]
#[counted]
async fn caller(panics: bool) {
    callee(panics).await;
}

#[test]
fn what_happens_to_the_callee_happens_to_the_caller() {
    let before = Page::now();
    assert!(panics(|| finish(caller(true))));
    let between = Page::now();
    cancel(caller(false));
    let after = Page::now();
    for function in ["callee", "caller"] {
        assert_eq!(moved_of(module_path!(), function, &before, &between), once("panic"));
        assert_eq!(moved_of(module_path!(), function, &between, &after), once("cancelled"));
    }
}

#[timed]
#[counted]
async fn caught() -> u32 {
    pause().await;
    panic!("on purpose")
}

#[test]
fn a_panic_that_is_caught_by_whoever_polls_is_a_panic_once_and_not_cancelled_as_well() {
    let poll_twice_and_drop = || {
        let mut future = Box::pin(caught());
        assert!(poll_once(future.as_mut()).is_pending());
        assert!(panics(|| poll_once(future.as_mut())));
    };
    assert_eq!(moved_by("caught", poll_twice_and_drop), once("panic"));
}

#[timed]
#[counted]
async fn too_slow() -> Result<(), String> {
    tokio::time::sleep(Duration::from_secs(3_600)).await;
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn a_call_that_a_timeout_ends_is_cancelled() {
    let before = Page::now();
    assert!(tokio::time::timeout(Duration::from_secs(1), too_slow()).await.is_err());
    assert_eq!(moved_of(module_path!(), "too_slow", &before, &Page::now()), once("cancelled"));
}

#[timed]
#[counted]
async fn loses_the_race() {
    pending().await
}

#[tokio::test]
async fn the_branch_that_select_drops_is_cancelled() {
    let before = Page::now();
    tokio::select! {
        biased;
        () = loses_the_race() => unreachable!("it is never ready"),
        () = pause_on_tokio() => {}
    }
    assert_eq!(moved_of(module_path!(), "loses_the_race", &before, &Page::now()), once("cancelled"));
}

async fn pause_on_tokio() {
    tokio::task::yield_now().await;
}

#[timed]
#[counted]
async fn aborted() {
    pending().await
}

#[tokio::test]
async fn a_task_that_is_aborted_is_cancelled() {
    let before = Page::now();
    let task = tokio::spawn(aborted());
    tokio::task::yield_now().await;
    task.abort();
    assert!(task.await.is_err_and(|error| error.is_cancelled()));
    assert_eq!(moved_of(module_path!(), "aborted", &before, &Page::now()), once("cancelled"));
}

#[timed]
#[counted]
async fn panics_in_a_task() {
    pause_on_tokio().await;
    panic!("on purpose")
}

#[tokio::test]
async fn a_task_that_panics_is_a_panic() {
    let before = Page::now();
    assert!(tokio::spawn(panics_in_a_task()).await.is_err_and(|error| error.is_panic()));
    assert_eq!(moved_of(module_path!(), "panics_in_a_task", &before, &Page::now()), once("panic"));
}

#[timed]
#[counted]
async fn outlived() {
    pending().await
}

#[test]
fn what_still_runs_when_the_runtime_is_dropped_is_cancelled() {
    let start_and_drop = || {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime starts");
        runtime.block_on(async {
            tokio::spawn(outlived());
            tokio::task::yield_now().await;
        });
    };
    assert_eq!(moved_by("outlived", start_and_drop), once("cancelled"));
}
