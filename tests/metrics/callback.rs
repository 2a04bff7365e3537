//! Metrics that are asked for their value.

use std::{
    sync::{
        Arc, Barrier, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
    thread,
    time::{Duration, Instant},
};

use tickmark::{
    Bytes, Collect, Counter, CounterFn, FamilyMeta, Gauge, GaugeFn, Kind, LabelsBuf, Metrics, Registry,
    Seconds, Sink,
};

use super::alone;
use crate::page::Page;

static LENGTH: AtomicU64 = AtomicU64::new(3);

fn length() -> u64 {
    LENGTH.load(Relaxed)
}

#[derive(Metrics)]
#[metrics(prefix = "asked")]
struct Asked {
    /// How long it is.
    #[metric(read = length)]
    length_total: CounterFn,
    /// Somewhere between.
    #[metric(read = || 0.5, unit = "ratio")]
    fill: GaugeFn,
    /// Asked once.
    #[metric(read = once, every = "1h")]
    once_total: CounterFn,
    /// A duration.
    #[metric(read = worked)]
    worked_total: CounterFn<Seconds>,
    /// A duration as well.
    #[metric(read = worked)]
    slept_total: CounterFn,
    /// More than a float tells apart.
    #[metric(read = || u64::MAX)]
    sent_total: CounterFn<Bytes>,
    /// A size.
    #[metric(read = || 512_usize)]
    held: GaugeFn<Bytes>,
}

fn worked() -> Duration {
    Duration::from_millis(1_250)
}

fn once() -> u64 {
    static TIMES: AtomicU64 = AtomicU64::new(0);
    TIMES.fetch_add(1, Relaxed) + 1
}

#[test]
fn a_function_is_asked_at_every_scrape_unless_it_says_how_often() {
    let (_asked, registry) = alone::<Asked>();
    for length in [3, 4] {
        LENGTH.store(length, Relaxed);
        let page = Page::read(&registry.encode());
        assert_eq!(page.count("asked_length_total", &[]), Some(length));
        assert_eq!(page.value("asked_fill_ratio", &[]), Some(0.5));
        assert_eq!(page.count("asked_once_total", &[]), Some(1));
    }
}

#[test]
fn one_that_is_asked_seldom_is_asked_again_when_it_is_time() {
    let (registry, times) = (Registry::new(), Arc::new(AtomicU64::new(0)));
    let clone = times.clone();
    let often = CounterFn::from_fn(move || clone.fetch_add(1, Relaxed)).every(Duration::from_nanos(1));
    registry.register("often_total", "Often.", often).expect("the name is free");
    for _ in 0..2 {
        registry.encode();
        thread::sleep(Duration::from_millis(1));
    }
    assert_eq!(times.load(Relaxed), 2);
}

#[test]
fn a_function_returns_what_can_be_measured_in_the_unit() {
    let (_asked, registry) = alone::<Asked>();
    let page = registry.encode();
    for line in [
        "asked_worked_seconds_total 1.25",
        "asked_slept_total 1.25",
        "asked_sent_bytes_total 18446744073709551615",
        "asked_held_bytes 512",
    ] {
        assert!(page.lines().any(|own| own == line), "{line} is missing in\n{page}");
    }
}

#[test]
fn what_a_counter_can_not_be_is_left_out_and_counted() {
    let registry = Registry::new();
    let counter = Arc::new(CounterFn::new(|| 1));
    registry.register("odd_total", "Odd.", counter.clone()).expect("the name is free");
    for (times, value) in [-1.0, f64::NAN, f64::INFINITY].into_iter().enumerate() {
        counter.set(move || value);
        assert_eq!(Page::read(&registry.encode()).value("odd_total", &[]), None, "{value}");
        let refused =
            Page::read(&registry.encode()).count("tickmark_values_refused_total", &[("family", "odd_total")]);
        assert_eq!(refused, Some(2 * times as u64 + 2));
    }
    counter.set(|| 1.5);
    let page = Page::read(&registry.encode());
    assert_eq!((page.value("odd_total", &[]), failures(&page, "odd_total")), (Some(1.5), None));
}

#[test]
fn of_scrapes_at_once_one_asks_and_the_others_do_not_wait() {
    const SCRAPES: u8 = 8;
    let (registry, times, done) = (Registry::new(), Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let (asked, others) = (times.clone(), done.clone());
    let read = move || {
        asked.fetch_add(1, Relaxed);
        let begun = Instant::now();
        while others.load(Relaxed) < u64::from(SCRAPES - 1) && begun.elapsed() < Duration::from_secs(10) {
            thread::yield_now();
        }
        others.load(Relaxed)
    };
    let seldom = CounterFn::from_fn(read).every(Duration::from_secs(3_600));
    registry.register("seldom_total", "Seldom.", seldom).expect("the name is free");
    let begin = Barrier::new(SCRAPES.into());
    thread::scope(|scope| {
        for _ in 0..SCRAPES {
            scope.spawn(|| {
                begin.wait();
                registry.encode();
                done.fetch_add(1, Relaxed);
            });
        }
    });
    assert_eq!(times.load(Relaxed), 1);
    assert_eq!(
        Page::read(&registry.encode()).count("seldom_total", &[]),
        Some((SCRAPES - 1).into()),
        "nobody waited"
    );
}

#[test]
fn what_was_read_before_something_else_is_to_be_asked_is_not_kept() {
    let (registry, again) = (Registry::new(), Arc::new(Mutex::new(None::<Arc<GaugeFn>>)));
    let clone = again.clone();
    let gauge = GaugeFn::from_fn(move || {
        let gauge = clone.lock().expect("nobody panics with it").take();
        gauge.inspect(|gauge| gauge.set(|| 2.0));
        1.0
    });
    let gauge = Arc::new(gauge.every(Duration::from_secs(3_600)));
    *again.lock().expect("nobody panics with it") = Some(gauge.clone());
    registry.register("changed", "Changed.", gauge).expect("the name is free");
    registry.encode();
    for _ in 0..2 {
        assert_eq!(Page::read(&registry.encode()).value("changed", &[]), Some(2.0));
    }
}

#[test]
fn a_panic_is_not_kept() {
    let (registry, is_first) = (Registry::new(), AtomicBool::new(true));
    let read = move || if is_first.swap(false, Relaxed) { panic!("while it is asked") } else { 3.0 };
    let gauge = GaugeFn::from_fn(read).every(Duration::from_secs(3_600));
    registry.register("again", "Again.", gauge).expect("the name is free");
    assert_eq!(Page::read(&registry.encode()).value("again", &[]), None);
    let page = Page::read(&registry.encode());
    assert_eq!((page.value("again", &[]), failures(&page, "again")), (Some(3.0), Some(1)));
}

fn failures(page: &Page, family: &str) -> Option<u64> {
    page.count("tickmark_callback_failures_total", &[("family", family)])
}

#[test]
fn a_panic_costs_its_own_series_and_is_counted() {
    let registry = Registry::new();
    let panics = Arc::new(AtomicBool::new(true));
    let clone = panics.clone();
    let gauge = GaugeFn::from_fn(move || if clone.load(Relaxed) { panic!("while it is asked") } else { 1.0 });
    registry.register("panics", "Panics.", gauge).expect("the name is free");
    registry.register("stays", "Stays.", Gauge::new()).expect("the name is free");
    for _ in 0..3 {
        let page = Page::read(&registry.encode());
        assert_eq!((page.value("panics", &[]), page.value("stays", &[])), (None, Some(0.0)));
    }
    panics.store(false, Relaxed);
    let page = Page::read(&registry.encode());
    assert_eq!((page.value("panics", &[]), failures(&page, "panics")), (Some(1.0), Some(3)));
}

#[test]
fn a_weak_one_goes_with_what_it_asks() {
    let registry = Registry::new();
    let (queue, sent) = (Arc::new(Mutex::new(vec![1, 2])), Arc::new(AtomicU64::new(9)));
    let length = GaugeFn::weak(&queue, |queue| queue.lock().map_or(f64::NAN, |queue| queue.len() as f64));
    registry.register("weak", "Weak.", length).expect("the name is free");
    let sent_total = CounterFn::weak(&sent, |sent| sent.load(Relaxed)).every(Duration::from_nanos(1));
    registry.register("weak_total", "Weak.", sent_total).expect("the name is free");
    let page = Page::read(&registry.encode());
    assert_eq!((page.value("weak", &[]), page.count("weak_total", &[])), (Some(2.0), Some(9)));
    queue.lock().expect("nobody panics with it").clear();
    assert_eq!(Page::read(&registry.encode()).value("weak", &[]), Some(0.0));
    assert_eq!(Arc::strong_count(&queue), 1);
    drop((queue, sent));
    thread::sleep(Duration::from_millis(1));
    let page = Page::read(&registry.encode());
    assert_eq!(page.samples().count(), 0, "nobody is there to be asked");
    assert_eq!(failures(&page, "weak"), None, "which is no failure");
}

#[test]
fn a_callback_may_scrape_and_register() {
    let registry = Registry::new();
    for name in ["a", "b", "c"] {
        let clone = registry.clone();
        let gauge = GaugeFn::from_fn(move || {
            let counter = Arc::new(Counter::new());
            _ = clone.register(format!("of_{name}_total"), "Registered by a callback.", counter);
            clone.encode().matches("# TYPE ").count() as f64
        });
        registry.register(name, "Scrapes.", gauge.every(Duration::from_nanos(1))).expect("the name is free");
    }
    registry.register("z", "It is always there.", Gauge::new()).expect("the name is free");
    registry.encode();
    let page = Page::read(&registry.encode());
    assert_eq!(page.value("a", &[]), Some(7.0));
    for name in ["of_a_total", "of_b_total", "of_c_total", "z"] {
        assert_eq!(page.value(name, &[]), Some(0.0), "{name}");
    }
}

#[test]
fn a_collector_may_scrape() {
    struct Scrapes(Registry, &'static str);
    impl Collect for Scrapes {
        fn collect(&self, sink: &mut dyn Sink) {
            let families = self.0.encode().matches("# TYPE ").count();
            sink.family(&FamilyMeta::new(self.1, Kind::Gauge, "Families."));
            sink.gauge(LabelsBuf::new().as_labels(), families as f64);
        }
    }
    let registry = Registry::new();
    registry.register("z", "It is always there.", Gauge::new()).expect("the name is free");
    for name in ["a", "b", "c"] {
        registry.attach(Scrapes(registry.clone(), name));
    }
    let page = Page::read(&registry.encode());
    for name in ["a", "b", "c"] {
        assert_eq!(
            page.value(name, &[]),
            Some(3.0),
            "what it sees is the registry's own, and how collectors fared"
        );
    }
}

struct Scrapes(Registry);

impl Drop for Scrapes {
    fn drop(&mut self) {
        self.0.encode();
    }
}

#[test]
fn what_is_no_longer_asked_may_scrape_when_it_is_dropped() {
    let (registry, gauge) = (Registry::new(), Arc::<GaugeFn>::new(GaugeFn::unset()));
    registry.register("replaced", "Replaced.", gauge.clone()).expect("the name is free");
    let held = Scrapes(registry.clone());
    gauge.set(move || held.0.encode().len() as f64);
    gauge.set(|| 1.0);
    assert_eq!(Page::read(&registry.encode()).value("replaced", &[]), Some(1.0));
}

#[test]
fn what_a_refused_callback_holds_may_use_the_registry_when_it_is_dropped() {
    let registry = Registry::new();
    registry.register("taken", "Taken.", Gauge::new()).expect("the name is free");
    let held = Scrapes(registry.clone());
    let gauge = GaugeFn::from_fn(move || held.0.encode().len() as f64);
    registry.register("taken", "Taken.", gauge).expect_err("the name is taken");
}
