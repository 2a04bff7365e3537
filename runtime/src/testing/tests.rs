use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    thread,
    time::Duration,
};

use super::FakeClock;
use crate::clock::{now, since};

const NANOSECOND: Duration = Duration::from_nanos(1);
const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);

#[test]
fn time_stands_still_until_it_is_moved() {
    let clock = FakeClock::install();
    let start = now();
    thread::sleep(Duration::from_millis(1));
    assert_eq!(since(start), 0);
    clock.advance(NANOSECOND);
    clock.advance(Duration::from_secs(2));
    assert_eq!(since(start), 2_000_000_001);
}

#[test]
fn a_step_back_counts_as_zero_and_is_made_up_for() {
    let clock = FakeClock::install();
    let start = now();
    clock.step_back(30 * YEAR);
    assert_eq!(since(start), 0);
    clock.advance(30 * YEAR + NANOSECOND);
    assert_eq!(since(start), 1);
}

#[test]
fn more_time_than_there_is_stops_the_clock() {
    let clock = FakeClock::install();
    let start = now();
    clock.advance(Duration::MAX);
    assert_eq!(now(), u64::MAX);
    clock.step_back(Duration::MAX);
    assert_eq!((now(), since(start)), (0, 0));
}

#[test]
fn a_second_clock_is_refused_and_the_first_goes_on() {
    let clock = FakeClock::install();
    let start = now();
    assert!(catch_unwind(FakeClock::install).is_err());
    clock.advance(NANOSECOND);
    assert_eq!(since(start), 1);
}

#[test]
fn time_is_real_again_when_the_clock_is_gone_also_by_a_panic() {
    let start = now();
    let clock = FakeClock::install();
    clock.advance(YEAR);
    let later = now();
    let panicked = catch_unwind(AssertUnwindSafe(move || {
        let _clock = clock;
        panic!("on purpose");
    }));
    assert!(panicked.is_err());
    assert!(now() < later && since(start) < 1_000_000_000, "a year did not really pass");
    drop(FakeClock::install());
}

#[test]
fn other_threads_go_by_the_real_time() {
    let clock = FakeClock::install();
    clock.advance(YEAR);
    let shown = now();
    let elsewhere = thread::scope(|scope| scope.spawn(now).join().expect("it does not panic"));
    assert!(elsewhere < shown);
}
