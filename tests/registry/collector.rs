//! Collectors that others wrote, attached to a registry.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    thread,
};

use tickmark::{
    Buckets, Collect, Config, Counter, FamilyMeta, HistogramValue, Kind, LabelsBuf, Registry, Sink,
    SummaryValue,
};

use crate::{drive::panics, page::Page};

/// A collector that is a function.
struct Says<F>(F);

impl<F: Fn(&mut dyn Sink) + Send + Sync> Collect for Says<F> {
    fn collect(&self, sink: &mut dyn Sink) {
        (self.0)(sink);
    }

    fn name(&self) -> &'static str {
        "says"
    }
}

fn gauge(sink: &mut dyn Sink, name: &str, series: &[(LabelsBuf, f64)]) {
    sink.family(&FamilyMeta::new(name, Kind::Gauge, "Of a collector."));
    for (labels, value) in series {
        sink.gauge(labels.as_labels(), *value);
    }
}

/// A registry with a counter of its own and this collector.
fn registry_with(says: impl Fn(&mut dyn Sink) + Send + Sync + 'static) -> Registry {
    let registry = Registry::new();
    registry.register("own_total", "Our own.", Arc::new(Counter::new())).expect("the name is free");
    registry.attach(Says(says));
    registry
}

/// The page, with what the registry holds itself.
fn page_of(registry: &Registry) -> Page {
    let page = Page::of(registry);
    assert_eq!(page.count("own_total", &[]), Some(0));
    page
}

fn failures(page: &Page) -> Option<u64> {
    page.count("tickmark_collector_failures_total", &[("collector", "says")])
}

#[test]
fn all_kinds_are_written_as_they_were_collected() {
    let registry = registry_with(|sink| {
        sink.family(&FamilyMeta::new("z_total", Kind::Counter, "Counter."));
        sink.counter(LabelsBuf::new().with("k", "2").as_labels(), &1.5.into());
        sink.counter(LabelsBuf::new().with("k", "1").as_labels(), &u64::MAX.into());
        gauge(sink, "a", &[(LabelsBuf::new(), f64::NAN)]);
        sink.family(&FamilyMeta::new("h", Kind::Histogram, "Histogram."));
        let buckets = Buckets::new(&[0.5, 1.0]);
        sink.histogram(LabelsBuf::new().as_labels(), &HistogramValue::new(&buckets, &[1, 0, 2], 7.0));
        sink.family(&FamilyMeta::new("s", Kind::Summary, "Summary."));
        sink.summary(LabelsBuf::new().as_labels(), &SummaryValue::new(&[(0.5, 2.0), (0.99, 3.0)], 9.0, 4));
        sink.family(&FamilyMeta::new("u", Kind::Unknown, "Unknown."));
        sink.unknown(LabelsBuf::new().with("é\"", "no").as_labels(), -1.0);
        sink.family(&FamilyMeta::new("v", Kind::Unknown, "Unknown."));
        sink.unknown(LabelsBuf::new().with("k", "\"\\\n").as_labels(), -1.0);
    });
    let page = page_of(&registry);
    assert_eq!(page.value("z_total", &[("k", "2")]), Some(1.5));
    assert!(page.value("a", &[]).is_some_and(f64::is_nan));
    assert_eq!(page.count("h_bucket", &[("le", "1")]), Some(1));
    assert_eq!(page.count("h_count", &[]), Some(3));
    assert_eq!(page.value("s", &[("quantile", "0.99")]), Some(3.0));
    assert_eq!(page.count("s_count", &[]), Some(4));
    assert_eq!(page.value("v", &[("k", "\"\\\n")]), Some(-1.0));
    assert_eq!((page.family("u").is_none(), failures(&page)), (true, Some(1)));
}

#[test]
fn a_collector_is_asked_at_every_scrape() {
    let scrapes = AtomicU64::new(0);
    let registry = registry_with(move |sink| {
        gauge(sink, "scrapes", &[(LabelsBuf::new(), scrapes.fetch_add(1, Relaxed) as f64)]);
    });
    for expected in 0..3 {
        assert_eq!(Page::of(&registry).count("scrapes", &[]), Some(expected));
    }
}

#[test]
fn a_collector_that_panics_costs_its_own_families_and_is_counted() {
    let registry = registry_with(|sink| {
        gauge(sink, "half", &[(LabelsBuf::new(), 1.0)]);
        panic!("on purpose");
    });
    registry.attach(Says(|sink: &mut dyn Sink| gauge(sink, "other", &[(LabelsBuf::new(), 1.0)])));
    let mut page = None;
    assert!(panics(|| {
        page = Some(page_of(&registry));
        panic!("so that nothing is printed");
    }));
    let page = page.expect("a scrape does not panic");
    assert_eq!((page.value("half", &[]), page.value("other", &[])), (None, Some(1.0)));
    assert_eq!(failures(&page), Some(1));
}

/// Fails unless all that the collector says is left out, and counted once.
#[track_caller]
fn assert_left_out(what: &str, says: impl Fn(&mut dyn Sink) + Send + Sync + 'static) {
    let page = page_of(&registry_with(says));
    assert_eq!(failures(&page), Some(1), "{what}");
    assert!(page.family("bad").is_none(), "{what}");
}

fn label(name: &str, value: &str) -> LabelsBuf {
    LabelsBuf::new().with(name, value)
}

#[test]
fn a_family_that_would_make_the_page_unreadable_is_left_out_and_counted() {
    assert_left_out("a name that is taken", |sink| gauge(sink, "own_total", &[(LabelsBuf::new(), 1.0)]));
    assert_left_out("no name", |sink| gauge(sink, "", &[]));
    assert_left_out("a family twice", |sink| {
        gauge(sink, "good", &[]);
        gauge(sink, "good", &[]);
    });
    assert_left_out("a series of another kind", |sink| {
        gauge(sink, "bad", &[]);
        sink.counter(LabelsBuf::new().as_labels(), &1_u64.into());
    });
}

#[test]
fn labels_that_would_make_the_page_unreadable_are_left_out_and_counted() {
    assert_left_out("a label name of Prometheus' own", |sink| gauge(sink, "bad", &[(label("__a", ""), 1.0)]));
    assert_left_out("a label twice", |sink| gauge(sink, "bad", &[(label("a", "1").with("a", "2"), 1.0)]));
    assert_left_out("a series twice", |sink| {
        gauge(sink, "bad", &[(label("a", "1"), 1.0), (label("a", "1"), 1.0)]);
    });
    assert_left_out("a series twice, its labels turned around", |sink| {
        let turned = [label("a", "1").with("b", "2"), label("b", "2").with("a", "1")];
        gauge(sink, "bad", &turned.map(|labels| (labels, 1.0)));
    });
}

#[test]
fn an_empty_label_is_none() {
    let says = |sink: &mut dyn Sink| {
        gauge(sink, "once", &[(label("a", "").with("b", "x"), 1.0), (label("b", "y"), 2.0)]);
    };
    let registry = registry_with(says);
    assert!(registry.encode().contains("once{b=\"x\"} 1\nonce{b=\"y\"} 2\n"));
    assert_left_out("a series that is there twice to Prometheus", |sink| {
        gauge(sink, "bad", &[(LabelsBuf::new(), 1.0), (label("a", ""), 2.0)]);
    });
}

#[test]
fn a_histogram_that_would_make_the_page_unreadable_is_left_out_and_counted() {
    let histogram = |sink: &mut dyn Sink, labels: LabelsBuf, counts: &[u64]| {
        sink.family(&FamilyMeta::new("bad", Kind::Histogram, "Bad."));
        let buckets = Buckets::new(&[1.0, 2.0]);
        sink.histogram(labels.as_labels(), &HistogramValue::new(&buckets, counts, 1.0));
    };
    assert_left_out("a second `le`", move |sink| histogram(sink, label("le", "1"), &[1, 1, 1]));
    assert_left_out("too few counts", move |sink| histogram(sink, LabelsBuf::new(), &[1, 1]));
    assert_left_out("too many counts", move |sink| histogram(sink, LabelsBuf::new(), &[1, 1, 1, 1]));
    assert_left_out("a second `quantile`", |sink| {
        sink.family(&FamilyMeta::new("bad", Kind::Summary, "Bad."));
        let value = SummaryValue::new(&[(0.5, 1.0)], 1.0, 1);
        sink.summary(label("quantile", "0.5").as_labels(), &value);
    });
}

#[test]
fn a_collector_that_is_slow_holds_up_no_call() {
    static CALLS: Counter = Counter::new();
    let registry = registry_with(|sink| {
        // Another thread has to get through before this scrape goes on.
        thread::scope(|scope| _ = scope.spawn(|| CALLS.inc()).join());
        gauge(sink, "calls", &[(LabelsBuf::new(), CALLS.get() as f64)]);
    });
    let elsewhere = registry.clone();
    registry.attach(Says(move |_: &mut dyn Sink| {
        _ = elsewhere.register("late_total", "Registered by a collector.", Arc::new(Counter::new()));
    }));
    assert_eq!(Page::of(&registry).count("calls", &[]), Some(1));
    assert_eq!(Page::of(&registry).count("late_total", &[]), Some(0));
}

#[test]
fn what_is_collected_is_labelled_and_left_out_as_configured_and_keeps_its_name() {
    let config = Config::new().prefix("shop").label("env", "prod").label("own", "all").disable("noise_*");
    let registry = Registry::with_config(config.checked().expect("it is sound"));
    registry.attach(Says(|sink: &mut dyn Sink| {
        gauge(sink, "queue", &[(label("a", "1"), 1.0), (LabelsBuf::new(), 2.0)]);
        gauge(sink, "rooms", &[(label("own", "x"), 3.0)]);
        gauge(sink, "noise_level", &[(LabelsBuf::new(), 4.0)]);
    }));
    let page = Page::of(&registry);
    assert_eq!(page.value("queue", &[("env", "prod"), ("own", "all"), ("a", "1")]), Some(1.0));
    assert_eq!(page.value("queue", &[("env", "prod"), ("own", "all")]), Some(2.0));
    assert_eq!(page.value("rooms", &[("env", "prod"), ("own", "x")]), Some(3.0));
    assert!(page.family("noise_level").is_none());
    let failures = [("env", "prod"), ("own", "all"), ("collector", "says")];
    assert_eq!(page.count("tickmark_collector_failures_total", &failures), Some(0));
    registry.check_config().expect("every rule was for a family");
}
