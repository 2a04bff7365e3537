//! Counters refuse what would make them go down.

use std::{sync::Arc, thread};

use proptest::prelude::*;
use tickmark::{
    Family, FloatCounter, Histogram, LabelSet, Measure, Metrics, Registry, RemovableFamily, Seconds, Summary,
};

use super::alone;
use crate::page::Page;

const REFUSED: [f64; 5] = [-1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -f64::MIN_POSITIVE];

#[derive(LabelSet)]
struct Shift {
    is_night: bool,
}

/// Each by itself.
#[derive(Metrics)]
#[metrics(prefix = "refusing")]
struct Refusing {
    /// Alone.
    alone_total: FloatCounter,
    /// In a family.
    family: Family<Shift, Gauge>,
    /// In a family.
    by_shift_total: Family<Shift, FloatCounter<Seconds>>,
    /// In one whose series go.
    going_total: RemovableFamily<Shift, FloatCounter>,
}

use tickmark::Gauge;

fn refused(page: &Page, family: &str) -> Option<u64> {
    page.count("tickmark_values_refused_total", &[("family", family)])
}

#[test]
fn what_a_counter_can_not_take_is_left_out_and_counted() {
    let (metrics, registry) = alone::<Refusing>();
    assert!(!registry.encode().contains("tickmark_values_refused_total"), "there is nothing to say yet");
    for value in REFUSED {
        metrics.alone_total.inc_by(value);
        metrics.by_shift_total.with(Shift { is_night: true }).inc_by(Seconds(value));
        metrics.going_total.with(Shift { is_night: true }).inc_by(value);
    }
    metrics.alone_total.inc_by(0.5);
    metrics.alone_total.inc_by(-0.0);
    metrics.by_shift_total.with(Shift { is_night: false }).inc_by(Seconds(0.25));
    let page = Page::of(&registry);
    assert_eq!(page.value("refusing_alone_total", &[]), Some(0.5));
    let by_shift = |is_night| page.value("refusing_by_shift_seconds_total", &[("is_night", is_night)]);
    assert_eq!((by_shift("true"), by_shift("false")), (Some(0.0), Some(0.25)));
    for family in ["refusing_alone_total", "refusing_by_shift_seconds_total", "refusing_going_total"] {
        assert_eq!(refused(&page, family), Some(REFUSED.len() as u64), "{family}");
    }
    assert_eq!(refused(&page, "refusing_family"), None);
}

#[test]
fn a_handle_refuses_the_same() {
    let counter = Arc::new(FloatCounter::new());
    let registry = Registry::new();
    registry.register("bound_total", "Bound.", counter.clone()).expect("the name is free");
    let bound = counter.bind();
    bound.inc_by(2.0);
    bound.inc_by(f64::INFINITY);
    assert_eq!(bound.get().to_bits(), 2.0_f64.to_bits());
    assert_eq!(refused(&Page::of(&registry), "bound_total"), Some(1));
}

#[test]
fn fractions_of_many_threads_add_up() {
    let counter: Arc<FloatCounter> = Arc::default();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..1_000).for_each(|_| counter.inc_by(0.25)));
        }
    });
    assert_eq!(counter.get().to_bits(), 1_000.0_f64.to_bits());
}

/// Degrees are no kelvins: it measures in a unit of its own, wrongly.
struct Odd;

impl Measure<Seconds> for Odd {
    fn in_unit(self) -> f64 {
        f64::NAN
    }
}

#[test]
fn what_is_not_a_number_does_not_break_a_page() {
    let registry = Registry::new();
    let (histogram, summary) = (Arc::new(Histogram::<Seconds>::in_unit()), Arc::new(Summary::new()));
    registry.register("odd_seconds", "Odd.", histogram.clone()).expect("the name is free");
    registry.register("odd", "Odd.", summary.clone()).expect("the name is free");
    histogram.observe(Odd);
    summary.observe(f64::NEG_INFINITY);
    let page = Page::of(&registry);
    assert_eq!(page.count("odd_seconds_bucket", &[("le", "+Inf")]), Some(1));
    assert_eq!(page.count("odd_seconds_bucket", &[("le", "10")]), Some(0));
    assert!(page.value("odd_seconds_sum", &[]).is_some_and(f64::is_nan));
    assert_eq!(page.value("odd_sum", &[]), Some(f64::NEG_INFINITY));
    assert_eq!(page.count("odd_count", &[]), Some(1));
}

proptest! {
    #[test]
    fn a_counter_never_goes_down(amounts in prop::collection::vec(any::<f64>(), 0..30)) {
        let counter = FloatCounter::new();
        let mut before = 0.0;
        for amount in amounts {
            counter.inc_by(amount);
            let now = counter.get();
            prop_assert!(now >= before, "{} after {}", now, before);
            before = now;
        }
    }
}
