use std::{
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    thread,
    time::Duration,
};

use proptest::prelude::*;

use super::{Counter, Gauge, Histogram, Timer};
use crate::buckets::{Buckets, assert_buckets};

#[test]
fn a_value_on_a_bound_belongs_below_it() {
    let buckets = Buckets::new(&[0.1, 1.0]);
    let index: Vec<usize> =
        [-1.0, 0.1, 0.100_001, 1.0, 2.0, f64::INFINITY, f64::NAN].map(|value| buckets.index_of(value)).into();
    assert_eq!(index, [0, 0, 1, 1, 2, 2, 2]);
}

/// With the operating system's clock as the source of ticks these durations are exact, so they may lie on a bound.
#[cfg(feature = "testing")]
#[test]
fn a_duration_on_a_bound_belongs_below_it_though_the_bound_is_not_exact_as_ticks() {
    let bounds: Vec<f64> = (1..2000).map(|milliseconds| f64::from(milliseconds) / 1e3).collect();
    let buckets = Buckets::new(&bounds);
    for (index, milliseconds) in (1..2000).enumerate() {
        let ticks = milliseconds * 1_000_000;
        assert_eq!((buckets.index_of_ticks(ticks), buckets.index_of_ticks(ticks + 1)), (index, index + 1));
    }
}

#[test]
fn bounds_are_written_as_people_write_them() {
    let buckets = Buckets::new(&[0.005, 1.0, 2.5, 1e7]);
    assert_eq!(buckets.texts().collect::<Vec<_>>(), ["0.005", "1", "2.5", "10000000"]);
}

#[test]
fn bounds_that_do_not_increase_are_refused() {
    for bad in [&[][..], &[1.0, 1.0], &[2.0, 1.0], &[f64::NAN], &[1.0, f64::INFINITY]] {
        assert!(catch_unwind(|| assert_buckets(bad)).is_err(), "{bad:?}");
    }
    assert_buckets(&[-1.0, 0.0, 2.0]);
}

#[test]
fn a_metric_that_is_dropped_leaves_nothing_to_the_next() {
    for _ in 0..100 {
        let (counter, gauge, histogram) = (Counter::new(), Gauge::new(), Histogram::new());
        counter.inc();
        gauge.inc_by(1.5);
        histogram.observe(0.3);
        assert_eq!(counter.get(), 1);
        assert!((gauge.get() - 1.5).abs() < f64::EPSILON);
        assert_eq!((histogram.count(), histogram.sum().to_bits()), (1, 0.3_f64.to_bits()));
    }
}

fn observed(end: impl FnOnce(Timer<'_>)) -> u64 {
    let histogram = Histogram::new();
    end(histogram.start_timer());
    histogram.count()
}

#[test]
fn a_timer_is_observed_once_however_it_ends() {
    assert_eq!(observed(|timer| drop(timer)), 1);
    assert_eq!(observed(|timer| _ = timer.finish()), 1);
    assert_eq!(
        observed(|timer| {
            timer.discard();
        }),
        0
    );
    let panics = |timer: Timer<'_>| {
        let unwound = catch_unwind(AssertUnwindSafe(|| {
            let _timer = timer;
            resume_unwind(Box::new(()));
        }));
        assert!(unwound.is_err());
    };
    assert_eq!(observed(panics), 1);
}

#[test]
fn a_timer_tells_what_it_observes() {
    let histogram = Histogram::new();
    let timer = histogram.bind().start_timer();
    thread::sleep(Duration::from_millis(2));
    let so_far = timer.elapsed();
    assert_eq!(histogram.count(), 0);
    let took = timer.finish();
    assert!(Duration::from_millis(2) <= so_far && so_far <= took);
    assert_eq!(histogram.sum().to_bits(), took.as_secs_f64().to_bits());
}

proptest! {
    #[test]
    fn every_value_falls_into_the_first_bucket_that_holds_it(
        mut bounds in prop::collection::vec(-1e6..1e6_f64, 1..20),
        value in -2e6..2e6_f64,
    ) {
        bounds.sort_by(f64::total_cmp);
        bounds.dedup();
        let buckets = Buckets::new(&bounds);
        let expected = bounds.iter().position(|bound| value <= *bound).unwrap_or(bounds.len());
        prop_assert_eq!(buckets.index_of(value), expected);
    }
}
