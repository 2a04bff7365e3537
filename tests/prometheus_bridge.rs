//! What a program does that counted with the crate `prometheus` before: it keeps what it has, and moves when it likes.

use std::{collections::BTreeSet, sync::Arc};

use prometheus::{
    Encoder, HistogramVec, IntCounterVec, TextEncoder, register_histogram_vec, register_int_counter_vec,
};
use tickmark::{
    Bytes, Counter, CounterFn, Family, FloatCounter, Gauge, GaugeFn, Histogram, Info, LabelSet, Metrics,
    NativeHistogram, Registry, StateSet, Summary, UpDown,
    bridge::{PrometheusCollector, RegistryCollector},
    timed,
};

use crate::page::Page;

/// What a handler has served so far: the page of that crate's encoder.
fn their_page(registry: &prometheus::Registry) -> Page {
    let mut page = Vec::new();
    TextEncoder::new().encode(&registry.gather(), &mut page).expect("their page can be written");
    Page::read(&String::from_utf8(page).expect("their page is text"))
}

#[timed(name = "bridge_new_seconds", labels(path = path))]
fn new_code(path: &str) -> Result<(), String> {
    if path.is_empty() { Err("no path".to_owned()) } else { Ok(()) }
}

fn old_code() -> prometheus::Result<(IntCounterVec, HistogramVec)> {
    let requests = register_int_counter_vec!("bridge_old_requests_total", "Requests.", &["path"])?;
    let sizes = register_histogram_vec!("bridge_old_size_bytes", "Sizes.", &["path"], vec![1.0, 10.0])?;
    requests.with_label_values(&["\"/a\"\n"]).inc_by(3);
    for size in [0.5, 1.0, 7.0, 70.0] {
        sizes.with_label_values(&["/a"]).observe(size);
    }
    Ok((requests, sizes))
}

fn failures(page: &Page) -> Option<u64> {
    page.count("tickmark_collector_failures_total", &[("collector", "prometheus::registry::Registry")])
}

#[test]
fn old_and_new_metrics_are_on_both_pages() {
    old_code().expect("the names are free");
    assert!(new_code("/a").is_ok() && new_code("").is_err());
    let theirs = prometheus::default_registry();

    // The handler moves first, the metrics stay: their default registry on our page …
    tickmark::global().attach(theirs.clone());
    let page = Page::now();
    assert_eq!(page.count("bridge_old_requests_total", &[("path", "\"/a\"\n")]), Some(3));
    let bucket = |bound| page.count("bridge_old_size_bytes_bucket", &[("path", "/a"), ("le", bound)]);
    assert_eq!((bucket("1"), bucket("10"), bucket("+Inf")), (Some(2), Some(3), Some(4)));
    assert_eq!(page.value("bridge_old_size_bytes_sum", &[("path", "/a")]), Some(78.5));
    assert_eq!(failures(&Page::now()), Some(0));

    // … or the metrics move first, and the handler stays: ours on theirs.
    let ours = Box::new(RegistryCollector::new(tickmark::global()));
    theirs.register(ours).expect("no name is in both");
    let page = their_page(theirs);
    for (path, outcome) in [("/a", "success"), ("", "failure")] {
        let labels = [("path", path), ("outcome", outcome)];
        assert_eq!(page.count("bridge_new_seconds_count", &labels), Some(1));
    }
    assert_eq!(page.count("bridge_old_requests_total", &[("path", "\"/a\"\n")]), Some(3));
    // Both ways at once is not a circle.
    assert!(Page::now().family("bridge_new_seconds").is_some());
}

#[test]
fn their_page_says_of_our_metrics_what_ours_says() {
    let (ours, theirs) = (Registry::new(), prometheus::Registry::new());
    let orders = Arc::new(Counter::new());
    ours.register("orders_total", "Orders,\n\\ and \"more\".", orders.clone()).expect("the name is free");
    ours.register("weights", "Weights.", Arc::new(Histogram::new())).expect("the name is free");
    ours.register("open", "Open.", Arc::new(Gauge::new())).expect("the name is free");
    theirs.register(Box::new(RegistryCollector::new(&ours))).expect("the names are free");
    orders.inc_by(7);
    // What is registered later is there too.
    ours.register("late_total", "Late.", Arc::new(Counter::new())).expect("the name is free");
    let (our_page, their_page) = (Page::of(&ours), their_page(&theirs));
    let samples = |page: &Page| page.samples().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(samples(&our_page), samples(&their_page));
    for name in ["orders_total", "weights", "open", "late_total"] {
        let announced =
            |page: &Page| page.family(name).map(|family| (family.kind.clone(), family.help.clone()));
        assert_eq!(announced(&our_page), announced(&their_page));
    }
}

#[derive(Clone, Copy, StateSet)]
enum Door {
    Closed,
    Open,
}

#[derive(LabelSet)]
struct Of<'a> {
    kind: &'a str,
}

/// One of each.
#[derive(Metrics)]
#[metrics(prefix = "every")]
struct Every {
    /// One of its kind.
    came_total: Counter,
    /// One of its kind.
    worked_total: FloatCounter,
    /// One of its kind.
    open: Gauge,
    /// One of its kind.
    waiting: UpDown,
    /// One of its kind.
    sizes: Histogram,
    /// One of its kind.
    fine: NativeHistogram,
    /// One of its kind.
    upload: Summary<Bytes>,
    /// One of its kind.
    uploads: Family<Of<'static>, Summary>,
    /// One of its kind.
    build_info: Info<Of<'static>>,
    /// One of its kind.
    door: StateSet<Door>,
    /// One of its kind.
    doors: Family<Of<'static>, StateSet<Door>>,
    /// One of its kind.
    #[metric(read = || 2.5)]
    asked: GaugeFn,
    /// One of its kind.
    #[metric(read = || 7)]
    asked_total: CounterFn,
}

#[test]
fn every_kind_is_on_their_page_with_the_samples_of_ours() {
    let (ours, theirs) = (Registry::new(), prometheus::Registry::new());
    let every = Every::register(&ours).expect("the names are free");
    theirs.register(Box::new(RegistryCollector::new(&ours))).expect("the names are free");
    every.sizes.observe(0.3);
    every.fine.observe(0.3);
    every.upload.observe(512_u64);
    every.uploads.with(Of { kind: "a\n" }).observe(1.5);
    every.build_info.set(Of { kind: "\"b\"" });
    every.door.set(Door::Open);
    every.doors.with(Of { kind: "front" }).set(Door::Closed);
    let (our_page, their_page) = (Page::of(&ours), their_page(&theirs));
    // What our registry says of itself is on our page only.
    let is_own = |sample: &String| sample.starts_with("every_");
    let samples =
        |page: &Page| page.samples().map(ToString::to_string).filter(is_own).collect::<BTreeSet<_>>();
    assert_eq!(samples(&our_page), samples(&their_page));
    for family in our_page.families().filter(|family| is_own(&family.name)) {
        let kind = their_page.family(&family.name).map(|theirs| theirs.kind.clone());
        assert_eq!(kind.as_ref(), Some(&family.kind), "{}", family.name);
    }
}

#[test]
fn a_name_that_both_have_is_on_our_page_once_and_counted() {
    let (ours, theirs) = (Registry::new(), prometheus::Registry::new());
    ours.register("orders_total", "Ours.", Arc::new(Counter::new())).expect("the name is free");
    let orders = prometheus::IntCounter::new("orders_total", "Theirs.").expect("the name is one");
    orders.inc();
    theirs.register(Box::new(orders)).expect("the name is free");
    ours.attach(theirs);
    let page = Page::of(&ours);
    assert_eq!(page.count("orders_total", &[]), Some(0));
    assert_eq!(failures(&page), Some(1));
}

#[test]
fn a_single_collector_and_a_registry_with_a_prefix_can_be_attached() {
    let labels = [("zone".to_owned(), "a".to_owned())].into();
    let theirs =
        prometheus::Registry::new_custom(Some("shop".to_owned()), Some(labels)).expect("a sound prefix");
    let orders = prometheus::Counter::new("orders_total", "Orders.").expect("the name is one");
    orders.inc_by(1.5);
    theirs.register(Box::new(orders.clone())).expect("the name is free");
    let ours = Registry::new();
    ours.attach(theirs);
    ours.attach(PrometheusCollector(orders));
    let page = Page::of(&ours);
    assert_eq!(page.value("shop_orders_total", &[("zone", "a")]), Some(1.5));
    assert_eq!(page.value("orders_total", &[]), Some(1.5));
}
