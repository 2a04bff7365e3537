//! `FakeClock`: what a test sees on the page when it moves time by hand. A binary of its own, for it is built with `testing`.

#[allow(dead_code, reason = "the other tests use all of it")]
mod drive;
mod native;
#[allow(dead_code, reason = "the other tests use all of it")]
mod page;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    thread,
    time::Duration,
};

use tickmark::{CounterFn, DURATION_BUCKETS, Registry, testing::FakeClock, timed};

use crate::{
    drive::{cancel, panics, pause},
    native::Natives,
    page::Page,
};

const HOUR: Duration = Duration::from_secs(60 * 60);

/// What the page says of one family, as it is written: bounds with their counts, the sum, the count.
fn written(family: &str, outcome: &str) -> Vec<String> {
    let page = tickmark::encode();
    let (name, label) = (format!("{family}_"), format!("outcome=\"{outcome}\""));
    let lines = page.lines().filter(|line| line.starts_with(&name) && line.contains(&label));
    let short = lines.map(|line| line.replace(&label, "").replace(&name, "").replace("{}", ""));
    short.collect()
}

#[test]
fn a_value_that_is_asked_for_seldom_is_the_same_until_it_is_time() {
    let (clock, registry, times) = (FakeClock::install(), Registry::new(), Arc::new(AtomicU64::new(0)));
    let asked = times.clone();
    let often = CounterFn::from_fn(move || asked.fetch_add(1, Relaxed) + 1).every(Duration::from_secs(10));
    registry.register("often_total", "Often.", often).expect("the name is free");
    for (seconds, expected) in [(0, 1), (9, 1), (1, 2), (0, 2), (9, 2), (25, 3), (10, 4)] {
        clock.advance(Duration::from_secs(seconds));
        assert_eq!(Page::of(&registry).count("often_total", &[]), Some(expected), "after {seconds} s more");
    }
    assert_eq!(times.load(Relaxed), 4);
}

#[timed(name = "clock_exact_seconds", buckets = [0.1, 0.25, 1.0])]
fn exact(clock: &FakeClock, milliseconds: u64) {
    clock.advance(Duration::from_millis(milliseconds));
}

#[test]
fn the_page_says_exactly_how_far_the_clock_was_moved() {
    let clock = FakeClock::install();
    exact(&clock, 250);
    assert_eq!(
        written("clock_exact_seconds", "success"),
        [
            r#"bucket{,le="0.1"} 0"#,
            r#"bucket{,le="0.25"} 1"#,
            r#"bucket{,le="1"} 1"#,
            r#"bucket{,le="+Inf"} 1"#,
            "sum 0.25",
            "count 1",
        ]
    );
    for milliseconds in [1, 100, 2000] {
        exact(&clock, milliseconds);
    }
    assert_eq!(written("clock_exact_seconds", "success")[4..], ["sum 2.351", "count 4"]);
}

#[timed(name = "clock_on_bound_seconds")]
fn on_bound(clock: &FakeClock, seconds: f64) {
    clock.advance(Duration::from_secs_f64(seconds));
}

#[test]
fn a_duration_on_a_bound_is_counted_below_it() {
    let clock = FakeClock::install();
    for (at, seconds) in DURATION_BUCKETS.iter().enumerate() {
        on_bound(&clock, *seconds);
        let labels = [("outcome", "success"), ("le", &*seconds.to_string())];
        assert_eq!(Page::now().count("clock_on_bound_seconds_bucket", &labels), Some(at as u64 + 1));
    }
}

#[timed(name = "clock_stepped_back_seconds", buckets = [0.1])]
fn stepped_back(clock: &FakeClock, further_than_it_went: bool) {
    clock.advance(Duration::from_millis(200));
    clock.step_back(if further_than_it_went { HOUR } else { Duration::from_millis(50) });
}

#[test]
fn a_call_during_which_the_clock_steps_back_takes_what_is_left_or_no_time() {
    let clock = FakeClock::install();
    stepped_back(&clock, false);
    assert_eq!(written("clock_stepped_back_seconds", "success")[2..], ["sum 0.15", "count 1"]);
    stepped_back(&clock, true);
    assert_eq!(
        written("clock_stepped_back_seconds", "success"),
        [r#"bucket{,le="0.1"} 1"#, r#"bucket{,le="+Inf"} 2"#, "sum 0.15", "count 2"]
    );
}

#[timed(name = "clock_panicked_seconds", buckets = [0.1])]
fn panicked(clock: &FakeClock) {
    clock.advance(Duration::from_millis(30));
    panic!("on purpose");
}

#[timed(name = "clock_cancelled_seconds", buckets = [0.1])]
async fn cancelled(clock: &FakeClock) {
    clock.advance(Duration::from_millis(40));
    pause().await;
}

#[test]
fn a_call_that_ends_badly_is_measured_up_to_its_end() {
    let clock = FakeClock::install();
    assert!(panics(|| panicked(&clock)));
    cancel(cancelled(&clock));
    assert_eq!(written("clock_panicked_seconds", "panic")[2..], ["sum 0.03", "count 1"]);
    assert_eq!(written("clock_cancelled_seconds", "cancelled")[2..], ["sum 0.04", "count 1"]);
}

#[timed(name = "clock_awaited_seconds", buckets = [0.1])]
async fn awaited() {
    tokio::task::yield_now().await;
}

#[tokio::test]
async fn a_task_on_a_runtime_of_one_thread_is_measured_by_the_clock_of_the_test() {
    let clock = FakeClock::install();
    let task = tokio::spawn(awaited());
    tokio::task::yield_now().await;
    clock.advance(HOUR);
    task.await.expect("it does not panic");
    assert_eq!(written("clock_awaited_seconds", "success")[2..], ["sum 3600", "count 1"]);
}

#[timed(name = "clock_elsewhere_seconds", buckets = [3600])]
fn elsewhere() {
    thread::sleep(Duration::from_millis(1));
}

#[test]
fn calls_on_other_threads_and_after_the_clock_is_gone_take_the_time_that_passes() {
    let clock = FakeClock::install();
    clock.advance(2 * HOUR);
    thread::scope(|scope| scope.spawn(elsewhere).join().expect("it does not panic"));
    drop(clock);
    elsewhere();
    let sum = Page::now().value("clock_elsewhere_seconds_sum", &[("outcome", "success")]);
    assert!(sum.is_some_and(|sum| (0.002..HOUR.as_secs_f64()).contains(&sum)), "{sum:?}");
}

#[timed(name = "clock_native_seconds", native(factor = 2), outcome = none)]
fn native(clock: &FakeClock, nanoseconds: u64) {
    clock.advance(Duration::from_nanos(nanoseconds));
}

#[test]
fn native_buckets_are_those_of_seconds() {
    let clock = FakeClock::install();
    for nanoseconds in [0, 250_000_000, 250_000_001, 1_000_000_000, 4_000_000_000] {
        native(&clock, nanoseconds);
    }
    let taken = Natives::of(tickmark::global()).get("clock_native_seconds", "").clone();
    assert_eq!(taken.native, Some((0, vec![(-2, 1), (-1, 1), (0, 1), (2, 1)], 1)));
    assert_eq!((taken.count, taken.sum), (5, 5.500_000_001));
}
