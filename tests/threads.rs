//! Many threads at once, and a scrape in between.

use std::{
    collections::HashMap,
    sync::atomic::{AtomicBool, Ordering::Relaxed},
    thread,
};

use tickmark::{Counter, Family, LabelSet, counted, timed};

use crate::{
    drive::{cancel, panics, pause},
    page::Page,
};

const THREADS: usize = 8;
const CALLS: usize = 10_000;

#[timed]
#[counted]
fn busy(number: usize) -> Result<usize, usize> {
    if number.is_multiple_of(10) { Err(number) } else { Ok(number) }
}

#[counted(name = "threads_labelled_total", labels(digit = number % 10, is_even: bool = number.is_multiple_of(2)))]
fn labelled(number: usize) {}

#[derive(LabelSet)]
struct Digit<'a> {
    digit: &'a str,
}

/// Digits that were seen.
#[tickmark::register]
static THREADS_DIGITS_TOTAL: Family<Digit<'static>, Counter> = Family::new();

/// Fails unless every sample that never goes down is at least what it was.
fn assert_nothing_went_down(seen: &mut HashMap<String, f64>, page: &Page) {
    for family in [
        "function_calls_total",
        "function_duration_seconds",
        "threads_labelled_total",
        "threads_digits_total",
    ] {
        for sample in &page.family(family).expect("it is on every page").samples {
            let before = seen.insert(format!("{:?}", sample.series()), sample.value).unwrap_or(0.0);
            assert!(sample.value >= before, "{sample} was {before}");
        }
    }
}

#[test]
fn no_call_is_lost_and_no_count_goes_down_while_eight_threads_call_and_one_scrapes() {
    let is_done = AtomicBool::new(false);
    thread::scope(|scope| {
        let scraper = scope.spawn(|| {
            let mut seen = HashMap::new();
            let mut scrapes = 0;
            while !is_done.load(Relaxed) || scrapes == 0 {
                assert_nothing_went_down(&mut seen, &Page::now());
                scrapes += 1;
            }
        });
        let callers: Vec<_> = (0..THREADS)
            .map(|_| {
                scope.spawn(|| {
                    for number in 0..CALLS {
                        assert_eq!(busy(number).is_err(), number.is_multiple_of(10));
                        labelled(number);
                        THREADS_DIGITS_TOTAL.with(Digit { digit: &(number % 10).to_string() }).inc();
                    }
                })
            })
            .collect();
        let ended: Vec<_> = callers.into_iter().map(thread::ScopedJoinHandle::join).collect();
        is_done.store(true, Relaxed);
        assert!(ended.iter().all(Result::is_ok), "no caller panics");
        scraper.join().expect("every page is sound");
    });

    let (page, all) = (Page::now(), (THREADS * CALLS) as u64);
    let of_busy = |outcome| [("module", module_path!()), ("function", "busy"), ("outcome", outcome)];
    for (outcome, expected) in [("success", all / 10 * 9), ("failure", all / 10), ("panic", 0)] {
        assert_eq!(page.count("function_calls_total", &of_busy(outcome)), Some(expected));
        assert_eq!(page.count("function_duration_seconds_count", &of_busy(outcome)), Some(expected));
    }
    for digit in 0..10 {
        let (digit, is_even) = (digit.to_string(), (digit % 2 == 0).to_string());
        let labels = [("digit", &*digit), ("is_even", &*is_even), ("outcome", "success")];
        assert_eq!(page.count("threads_labelled_total", &labels), Some(all / 10));
        assert_eq!(page.count("threads_digits_total", &[("digit", &digit)]), Some(all / 10));
    }
}

#[timed]
#[counted]
fn once_per_thread() {}

#[test]
fn twenty_thousand_threads_that_end_at_once_leave_their_counts_while_somebody_scrapes() {
    const AT_ONCE: u64 = 20;
    const ROUNDS: u64 = 1_000;
    let labels = [("module", module_path!()), ("function", "once_per_thread"), ("outcome", "success")];
    let is_done = AtomicBool::new(false);
    thread::scope(|scope| {
        let scraper = scope.spawn(|| {
            let (mut seen, mut scrapes) = (HashMap::new(), 0);
            while !is_done.load(Relaxed) {
                assert_nothing_went_down(&mut seen, &Page::now());
                scrapes += 1;
            }
            scrapes
        });
        for _ in 0..ROUNDS {
            thread::scope(|scope| (0..AT_ONCE).for_each(|_| _ = scope.spawn(once_per_thread)));
        }
        is_done.store(true, Relaxed);
        assert!(scraper.join().expect("every page is sound") > 0);
    });
    let page = Page::now();
    assert_eq!(page.count("function_calls_total", &labels), Some(AT_ONCE * ROUNDS));
    assert_eq!(page.count("function_duration_seconds_count", &labels), Some(AT_ONCE * ROUNDS));
}

/// Calls when its thread ends, at which its share of the counts may be given back already.
struct Last;

impl Drop for Last {
    fn drop(&mut self) {
        while_the_thread_ends();
    }
}

thread_local! {
    static FIRST_MADE: Last = const { Last };
    static LAST_MADE: Last = const { Last };
}

#[timed]
#[counted]
fn while_the_thread_ends() {}

#[test]
fn calls_from_destructors_of_an_ending_thread_are_counted() {
    for _ in 0..50 {
        let thread = thread::spawn(|| {
            FIRST_MADE.with(|_| {});
            while_the_thread_ends();
            LAST_MADE.with(|_| {});
        });
        thread.join().expect("it does not panic");
    }
    let labels = [("module", module_path!()), ("function", "while_the_thread_ends"), ("outcome", "success")];
    assert_eq!(Page::now().count("function_calls_total", &labels), Some(150));
    assert_eq!(Page::now().count("function_duration_seconds_count", &labels), Some(150));
}

#[timed]
#[counted]
async fn ends_badly(panics: bool) {
    assert!(!panics, "on purpose");
    pause().await;
}

#[test]
fn every_ending_counts_on_every_thread() {
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..250 {
                    cancel(ends_badly(false));
                    assert!(panics(|| cancel(ends_badly(true))));
                }
            });
        }
    });
    let page = Page::now();
    for outcome in ["cancelled", "panic"] {
        let labels = [("module", module_path!()), ("function", "ends_badly"), ("outcome", outcome)];
        assert_eq!(page.count("function_calls_total", &labels), Some(1_000));
    }
}

#[timed]
#[counted]
async fn wanders() -> usize {
    for _ in 0..4 {
        tokio::task::yield_now().await;
    }
    1
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_future_that_wanders_between_threads_is_counted_once() {
    let tasks: Vec<_> = (0..500).map(|_| tokio::spawn(wanders())).collect();
    for task in tasks {
        assert_eq!(task.await.ok(), Some(1));
    }
    let labels = [("module", module_path!()), ("function", "wanders"), ("outcome", "success")];
    let page = Page::now();
    assert_eq!(page.count("function_calls_total", &labels), Some(500));
    assert_eq!(page.count("function_duration_seconds_count", &labels), Some(500));
}
