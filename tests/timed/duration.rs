//! How long a call took.

use std::{
    env,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use tickmark::timed;

use crate::{
    drive::{finish, panics, pause},
    page::Page,
};

const SLEEP: Duration = Duration::from_millis(30);

/// Long, because machines that test are busy.
const PATIENCE: f64 = 1.0;

#[timed(name = "timed_duration_slept_seconds", buckets = [0.025, 1.0])]
fn slept() {
    thread::sleep(SLEEP);
}

#[test]
fn a_sleep_of_30_ms_is_found_above_25_ms_and_its_sum_is_what_passed() {
    let start = Instant::now();
    slept();
    let passed = start.elapsed().as_secs_f64();
    let page = Page::now();
    let bucket =
        |bound| page.count("timed_duration_slept_seconds_bucket", &[("outcome", "success"), ("le", bound)]);
    assert_eq!(bucket("0.025"), Some(0));
    if passed < PATIENCE {
        assert_eq!(bucket("1"), Some(1));
    }
    let sum = page.value("timed_duration_slept_seconds_sum", &[("outcome", "success")]).expect("it is there");
    assert!((SLEEP.as_secs_f64() * 0.99..=passed * 1.01).contains(&sum), "{sum} s of {passed} s");
}

#[test]
fn the_first_call_of_a_process_is_measured_as_well_as_any_other() {
    let name = "timed::duration::a_sleep_of_30_ms_is_found_above_25_ms_and_its_sum_is_what_passed";
    let this_program = env::current_exe().expect("it has a path");
    let run = Command::new(this_program).args(["--exact", name]).output().expect("it starts");
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success() && said.contains("1 passed"), "{said}");
}

#[timed(name = "timed_duration_panicked_seconds", buckets = [0.025])]
fn panicked_late() {
    thread::sleep(SLEEP);
    panic!("on purpose");
}

#[timed(name = "timed_duration_cancelled_seconds", buckets = [0.025])]
async fn cancelled_late() {
    pause().await;
    thread::sleep(SLEEP);
    std::future::pending::<()>().await;
}

#[timed(name = "timed_duration_awaited_seconds", buckets = [0.025])]
async fn awaited() {
    pause().await;
}

#[test]
fn a_call_that_ends_badly_is_measured_up_to_its_end() {
    assert!(panics(panicked_late));
    let mut future = Box::pin(cancelled_late());
    for _ in 0..2 {
        assert!(crate::drive::poll_once(future.as_mut()).is_pending());
    }
    drop(future);
    let page = Page::now();
    for (family, outcome) in
        [("timed_duration_panicked_seconds", "panic"), ("timed_duration_cancelled_seconds", "cancelled")]
    {
        let bucket = |bound| page.count(&format!("{family}_bucket"), &[("outcome", outcome), ("le", bound)]);
        assert_eq!((bucket("0.025"), bucket("+Inf")), (Some(0), Some(1)));
    }
}

#[test]
fn a_future_is_measured_from_its_first_poll_on() {
    let future = awaited();
    thread::sleep(SLEEP);
    let start = Instant::now();
    finish(future);
    let passed = start.elapsed().as_secs_f64();
    let sum = Page::now().value("timed_duration_awaited_seconds_sum", &[("outcome", "success")]);
    // A little more, for the clock when it has not settled yet.
    assert!(sum.is_some_and(|sum| sum <= passed * 1.01 + 1e-5), "{sum:?} s of {passed} s");
}
