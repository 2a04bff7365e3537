mod list;

use std::{
    cell::Cell,
    collections::HashSet,
    sync::atomic::{AtomicBool, Ordering::Relaxed},
    thread,
    time::Duration,
};

use super::{RemovableFamily, Series};
use crate::{
    Counter, CounterValue, FamilyMeta, Gauge, Histogram, HistogramValue, LabelValue, Labels, Number,
    OVERFLOW, Sink, StateSetValue, SummaryValue, metric::Source,
};

type Family = RemovableFamily<(String, bool), Counter>;

fn take(family: &Family, name: impl ToString) -> Series<'_, Counter> {
    family.with((name.to_string(), true))
}

fn remove(family: &Family, name: impl ToString) -> bool {
    family.remove((name.to_string(), true))
}

/// Keeps the counters that are written into it, by the value of their first label.
#[derive(Default)]
struct Counters(Vec<(String, u64)>);

impl Sink for Counters {
    fn family(&mut self, _: &FamilyMeta<'_>) {}
    fn counter(&mut self, labels: Labels<'_>, value: &CounterValue<'_>) {
        let (_, name) = labels.iter().next().expect("there is one");
        let Number::Integer(value) = value.number else { panic!("{value:?} was never counted") };
        self.0.push((name.into_owned(), value));
    }
    fn gauge(&mut self, _: Labels<'_>, _: f64) {}
    fn histogram(&mut self, _: Labels<'_>, _: &HistogramValue<'_>) {}
    fn summary(&mut self, _: Labels<'_>, _: &SummaryValue<'_>) {}
    fn info(&mut self, _: Labels<'_>) {}
    fn state_set(&mut self, _: Labels<'_>, _: &StateSetValue<'_>) {}
    fn unknown(&mut self, _: Labels<'_>, _: f64) {}
}

fn written(family: &Family) -> Vec<(String, u64)> {
    let mut counters = Counters::default();
    family.write(&mut counters);
    counters.0
}

fn names(family: &Family) -> Vec<String> {
    written(family).into_iter().map(|(name, _)| name).collect()
}

/// The slot in which a series counts.
fn slot(series: &Series<'_, Counter>) -> u32 {
    series.slot().number()
}

#[test]
fn a_removed_series_is_off_the_page_and_starts_from_zero_when_it_is_asked_for_again() {
    let family = Family::new();
    for name in ["b", "c", "a"] {
        take(&family, name).inc();
    }
    assert!(remove(&family, "b"));
    assert!(!remove(&family, "b"));
    assert_eq!(written(&family), [("a".to_owned(), 1), ("c".to_owned(), 1)]);
    take(&family, "b");
    assert_eq!(written(&family)[1], ("b".to_owned(), 0));
    family.clear();
    assert_eq!(written(&family), []);
}

#[test]
fn a_series_that_is_held_counts_for_nobody_else_after_it_was_removed() {
    let family = Family::new();
    let held = take(&family, "a");
    let other = held.clone();
    held.inc();
    assert!(remove(&family, "a"));
    drop(held);
    let others: Vec<_> = (0..100).map(|number| take(&family, number)).collect();
    other.inc_by(5);
    assert_eq!(other.get(), 6);
    assert!(others.iter().all(|series| series.get() == 0 && slot(series) != slot(&other)));
    let again = take(&family, "a");
    assert_eq!((again.get(), other.get()), (0, 6));
}

#[test]
fn slots_are_used_again_so_memory_is_that_of_the_most_series_at_once() {
    let family = Family::new();
    let mut slots = HashSet::new();
    for number in 0..5_000 {
        let series = take(&family, number);
        series.inc();
        assert_eq!(series.get(), 1);
        slots.insert(slot(&series));
        drop(series);
        assert!(remove(&family, number));
    }
    // Other tests take slots meanwhile, so it need not be the same one.
    assert!(slots.len() < 500, "{} slots for one series at a time", slots.len());
}

#[test]
fn slots_of_many_that_were_held_are_used_again_when_they_are_not_any_more() {
    let family = Family::new();
    let mut slots = HashSet::new();
    for _ in 0..20 {
        let held: Vec<_> = (0..200).map(|number| take(&family, number)).collect();
        slots.extend(held.iter().map(slot));
        family.clear();
    }
    assert!(slots.len() < 1_000, "{} slots for 200 series at a time", slots.len());
}

#[test]
fn removing_gives_room_back() {
    let family = Family::new().limit(2);
    for name in ["a", "b", "c", "d"] {
        take(&family, name).inc();
    }
    assert_eq!(written(&family), [(OVERFLOW.to_owned(), 2), ("a".to_owned(), 1), ("b".to_owned(), 1)]);
    assert_eq!(family.overflow(), Some(2));
    assert!(!remove(&family, "c"));
    assert!(remove(&family, "a"));
    take(&family, "c").inc();
    take(&family, "d").inc();
    assert_eq!(written(&family), [(OVERFLOW.to_owned(), 3), ("b".to_owned(), 1), ("c".to_owned(), 1)]);
}

#[test]
fn a_limit_that_is_raised_later_holds_at_once() {
    let family = Family::new().limit(1);
    for name in ["a", "b"] {
        take(&family, name).inc();
    }
    family.limit_to(2);
    take(&family, "b").inc();
    assert_eq!(names(&family), [OVERFLOW, "a", "b"]);
}

#[test]
fn what_was_not_used_for_long_goes_and_what_is_held_does_not() {
    let family = Family::new().ttl(Duration::from_nanos(1));
    let (held, idle) = (take(&family, "held"), take(&family, "idle"));
    drop(idle);
    // Looked at for the first time, it counts as just used.
    assert_eq!(names(&family), ["held", "idle"]);
    thread::sleep(Duration::from_millis(2));
    assert_eq!(names(&family), ["held"]);
    thread::sleep(Duration::from_millis(2));
    assert_eq!(names(&family), ["held"]);
    held.inc();
    assert_eq!(take(&family, "held").get(), 1);
    assert_eq!(take(&family, "idle").get(), 0);
}

#[test]
fn what_is_too_old_makes_room_without_a_scrape() {
    let family = Family::new().limit(1).ttl(Duration::from_nanos(1));
    take(&family, "a").inc();
    // The first look finds that it was used.
    take(&family, "b").inc();
    thread::sleep(Duration::from_millis(2));
    take(&family, "b").inc();
    // The overflow series was too old as well; that there was one stays known.
    assert_eq!((written(&family), family.overflow()), (vec![("b".to_owned(), 1)], Some(1)));
}

#[cfg(feature = "testing")]
#[test]
fn a_series_goes_when_it_was_not_used_for_its_ttl_and_not_before() {
    let clock = crate::testing::FakeClock::install();
    let family = Family::new().ttl(Duration::from_secs(60));
    take(&family, "a").inc();
    take(&family, "b").inc();
    assert_eq!(names(&family), ["a", "b"]);
    for (seconds, expected) in [(59, vec!["a", "b"]), (1, vec!["b"]), (58, vec!["b"]), (1, vec![])] {
        if seconds == 59 {
            take(&family, "b").inc();
        }
        clock.advance(Duration::from_secs(seconds));
        assert_eq!(names(&family), expected, "after {seconds} seconds more");
    }
}

#[cfg(feature = "testing")]
#[test]
fn a_series_that_was_held_is_as_old_as_the_last_look_that_found_it_held() {
    let clock = crate::testing::FakeClock::install();
    let family = Family::new().ttl(Duration::from_secs(60));
    let held = take(&family, "a");
    for _ in 0..3 {
        clock.advance(Duration::from_secs(600));
        assert_eq!(names(&family), ["a"]);
    }
    drop(held);
    clock.advance(Duration::from_secs(59));
    assert_eq!(names(&family), ["a"]);
    clock.advance(Duration::from_secs(1));
    assert_eq!(names(&family), Vec::<String>::new());
}

#[test]
fn gauges_and_histograms_start_from_zero_too() {
    let gauges = RemovableFamily::<(String,), Gauge>::new();
    let sizes = RemovableFamily::<(String,), Histogram>::with_buckets(&[1.0, 2.0]);
    for number in 0..50 {
        let (gauge, size) = (gauges.with((number.to_string(),)), sizes.with((number.to_string(),)));
        assert_eq!((gauge.get().to_bits(), size.count(), size.sum().to_bits()), (0, 0, 0));
        gauge.set(7.5);
        gauge.dec();
        size.observe(1.5);
        size.start_timer().discard();
        assert_eq!(size.buckets().1, [0, 1, 0]);
        assert_eq!(gauge.get().to_bits(), 6.5_f64.to_bits());
        gauges.clear();
        sizes.clear();
    }
}

#[test]
fn closed_labels_make_ordinary_series() {
    let family = RemovableFamily::<(bool,), Counter>::new().limit(0);
    family.with((true,)).inc();
    assert_eq!((family.with((true,)).get(), family.overflow()), (1, None));
    assert!(family.remove((true,)));
    assert!(!family.remove((false,)));
}

/// Every thread counts in series of its own and in some that all remove, each addition of which it checks.
fn churn(family: &Family, thread: u64) {
    for round in 0..3_000_u64 {
        let own = take(family, format!("{thread}/{}", round % 7));
        let before = own.get();
        own.inc_by(3);
        take(family, round % 5).inc();
        if round.is_multiple_of(3) {
            remove(family, round % 5);
        }
        if round.is_multiple_of(11) {
            remove(family, format!("{thread}/{}", round % 7));
        }
        own.inc_by(4);
        assert_eq!(own.get(), before + 7, "somebody else counts in the series of thread {thread}");
    }
}

#[test]
fn threads_that_add_and_remove_and_scrape_at_once_never_count_for_each_other() {
    let (family, done) = (Family::new(), AtomicBool::new(false));
    thread::scope(|scope| {
        let threads: Vec<_> = (0..3).map(|thread| (thread, &family)).collect();
        let workers: Vec<_> =
            threads.into_iter().map(|(thread, family)| scope.spawn(move || churn(family, thread))).collect();
        scope.spawn(|| {
            while !done.load(Relaxed) {
                let names = names(&family);
                assert!(names.is_sorted() && names.len() <= 26, "{names:?}");
            }
        });
        let ended: Vec<_> = workers.into_iter().map(thread::ScopedJoinHandle::join).collect();
        done.store(true, Relaxed);
        assert!(ended.iter().all(Result::is_ok));
    });
    family.clear();
    assert_eq!(names(&family), Vec::<String>::new());
}

#[test]
fn threads_that_use_what_is_always_too_old_lose_no_count_that_they_hold() {
    let family = Family::new().ttl(Duration::from_nanos(1));
    thread::scope(|scope| {
        for thread in 0..3_u64 {
            let family = &family;
            scope.spawn(move || {
                for round in 0..3_000 {
                    let series = take(family, format!("{thread}/{}", round % 3));
                    let before = series.get();
                    series.inc_by(2);
                    if round % 50 == thread {
                        written(family);
                    }
                    // It was held all the time, so it is the one that is found.
                    assert_eq!(take(family, format!("{thread}/{}", round % 3)).get(), before + 2);
                }
            });
        }
    });
}

/// Raises the limit when it is asked for its text again, which is after the look whether there is room and before the lock.
struct Raising(&'static str, Cell<bool>);

static RAISED: RemovableFamily<(Raising,), Counter> = RemovableFamily::new().limit(1);

impl LabelValue for Raising {
    fn with_str<R>(&self, read: impl FnOnce(&str) -> R) -> R {
        if self.1.replace(true) && self.0 == "b" {
            RAISED.limit_to(2);
        }
        read(self.0)
    }
}

#[test]
fn a_limit_that_is_raised_while_somebody_finds_no_room_is_not_forgotten() {
    for name in ["a", "b", "b"] {
        RAISED.with((Raising(name, Cell::new(false)),)).inc();
    }
    let mut counters = Counters::default();
    RAISED.write(&mut counters);
    assert_eq!((counters.0, RAISED.overflow()), (vec![("a".to_owned(), 1), ("b".to_owned(), 2)], Some(0)));
}
