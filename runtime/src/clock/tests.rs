use std::{
    thread,
    time::{Duration, Instant},
};

use super::{
    Frequency,
    anchor::Anchor,
    counter, frequency,
    frequency::{SETTLING, kept},
    frequency_for_sums, now, seconds_of, since,
    source::Source,
};

/// The frequency of a clock that has had the time to settle.
fn settled() -> f64 {
    match frequency() {
        Frequency::Settled(frequency) => frequency,
        estimated @ Frequency::Estimated(_) => panic!("{estimated:?} after {SETTLING:?}"),
    }
}

#[test]
fn ticks_come_from_the_counter_where_it_is_trusted_unless_tests_need_nanoseconds() {
    let is_counter = counter::is_trusted() && !cfg!(feature = "testing");
    assert_eq!(Source::get(), if is_counter { Source::Counter } else { Source::System });
}

#[test]
fn a_trusted_counter_ticks_and_never_goes_back() {
    if counter::is_trusted() {
        let first = counter::read();
        let second = counter::read();
        thread::sleep(Duration::from_millis(1));
        assert!(first <= second && second < counter::read());
    }
}

#[test]
fn a_step_back_counts_as_zero() {
    assert_eq!(since(now() + (1 << 40)), 0);
}

#[test]
fn ticks_become_the_seconds_that_passed() {
    now();
    thread::sleep(SETTLING);
    let frequency = settled();
    let (start, system) = (now(), Instant::now());
    thread::sleep(Duration::from_millis(20));
    let (seconds, expected) = (since(start) as f64 / frequency, system.elapsed().as_secs_f64());
    // Generous: between the two pairs of readings this thread may have been put aside.
    assert!((seconds - expected).abs() < 0.01, "{seconds} instead of {expected}");
}

#[test]
fn the_settled_frequency_never_changes() {
    now();
    thread::sleep(SETTLING);
    let first = settled();
    thread::sleep(Duration::from_millis(5));
    assert_eq!(frequency(), Frequency::Settled(first));
}

#[test]
fn the_anchor_is_noted_once() {
    assert!(std::ptr::eq(Anchor::get(), Anchor::get()));
}

#[test]
fn what_sums_are_divided_by_never_grows() {
    now();
    let start = Instant::now();
    let mut last = f64::INFINITY;
    while start.elapsed() < SETTLING + Duration::from_millis(20) {
        let frequency = frequency_for_sums();
        assert!(frequency <= last, "{frequency} after {last}");
        last = frequency;
    }
    assert_eq!(frequency(), Frequency::Settled(frequency_for_sums()));
}

#[test]
fn seconds_are_what_the_frequency_says() {
    now();
    seconds_of(1.0);
    thread::sleep(SETTLING);
    let frequency = settled();
    for seconds in [1e-9, 0.25, 3.0, 1e9] {
        // Twice: what is settled is kept by the first.
        for _ in 0..2 {
            assert!((seconds_of(seconds * frequency) / seconds - 1.0).abs() < 1e-15);
        }
    }
}

#[test]
fn an_interrupted_reading_is_not_kept_for_good() {
    for (least, expected) in [(f64::INFINITY, 3e9), (3e9 - 1e4, 3e9 - 1e4), (2e9, 3e9)] {
        assert!((kept(3e9, least) - expected).abs() < f64::EPSILON, "{least}");
    }
}
