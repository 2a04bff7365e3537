use std::sync::{Arc, Mutex};

use prometheus::{Encoder, HistogramOpts, HistogramVec, IntGaugeVec, Opts, TextEncoder, core::Collector};

use super::{PrometheusCollector, RegistryCollector};
use crate::{Collect, Counter, Gauge, Histogram, Registry, Sink};

/// What the crate's own encoder writes, which numbers apart is what ours writes too.
fn their_page(registry: &prometheus::Registry) -> String {
    let mut page = Vec::new();
    TextEncoder::new().encode(&registry.gather(), &mut page).expect("their page can be written");
    String::from_utf8(page).expect("their page is text")
}

#[test]
fn an_attached_registry_appears_as_its_own_encoder_would_write_it() {
    let theirs = prometheus::Registry::new();
    let lengths =
        IntGaugeVec::new(Opts::new("queue_length", "Length."), &["queue"]).expect("the options are sound");
    let sizes =
        HistogramVec::new(HistogramOpts::new("size_bytes", "Size.").buckets(vec![1.0, 2.5]), &["kind"])
            .expect("the options are sound");
    theirs.register(Box::new(lengths.clone())).expect("the names are free");
    theirs.register(Box::new(sizes.clone())).expect("the names are free");
    lengths.with_label_values(&["a \"quoted\"\nname"]).set(-3);
    for size in [0.5, 2.0, 9.0] {
        sizes.with_label_values(&["x"]).observe(size);
    }
    let ours = Registry::new();
    ours.attach(theirs.clone());
    let expected = their_page(&theirs);
    let page = ours.encode();
    for line in expected.lines() {
        assert!(page.lines().any(|own| own == line), "{line} is missing in\n{page}");
    }
}

#[test]
fn a_registry_of_ours_can_be_registered_there() {
    let (orders, depth, sizes) =
        (Arc::new(Counter::new()), Arc::new(Gauge::new()), Arc::new(Histogram::new()));
    let ours = Registry::new();
    ours.register("shop_orders_total", "Orders.", orders.clone()).expect("the name is free");
    ours.register("queue_depth", "Depth.", depth.clone()).expect("the name is free");
    ours.register("packing_seconds", "Packing.", sizes.clone()).expect("the name is free");
    let theirs = prometheus::Registry::new();
    theirs.register(Box::new(RegistryCollector::new(&ours))).expect("the names are free");
    orders.inc_by(2);
    depth.set(1.5);
    sizes.observe(0.02);
    let page = their_page(&theirs);
    for line in [
        "shop_orders_total 2",
        "queue_depth 1.5",
        "packing_seconds_bucket{le=\"0.01\"} 0",
        "packing_seconds_bucket{le=\"0.025\"} 1",
        "packing_seconds_bucket{le=\"+Inf\"} 1",
        "packing_seconds_sum 0.02",
        "packing_seconds_count 1",
    ] {
        assert!(page.lines().any(|theirs| theirs == line), "{line} is missing in\n{page}");
    }
}

#[test]
fn a_name_that_both_have_is_refused_there() {
    let ours = Registry::new();
    ours.register("shop_orders_total", "Orders.", Arc::new(Counter::new())).expect("the name is free");
    let theirs = prometheus::Registry::new();
    theirs.register(Box::new(RegistryCollector::new(&ours))).expect("the names are free");
    let clash = prometheus::IntCounter::new("shop_orders_total", "Orders.").expect("the options are sound");
    assert!(theirs.register(Box::new(clash)).is_err());
}

#[test]
fn two_registries_that_hold_each_other_do_not_run_in_circles() {
    let (ours, theirs) = (Registry::new(), prometheus::Registry::new());
    ours.register("shop_orders_total", "Orders.", Arc::new(Counter::new())).expect("the name is free");
    theirs.register(Box::new(RegistryCollector::new(&ours))).expect("the names are free");
    ours.attach(theirs.clone());
    for _ in 0..2 {
        let page = ours.encode();
        assert_eq!(page.matches("\nshop_orders_total 0\n").count(), 1, "{page}");
        assert!(
            page.contains(
                "tickmark_collector_failures_total{collector=\"prometheus::registry::Registry\"} 0\n"
            ),
            "{page}"
        );
    }
    assert_eq!(their_page(&theirs).matches("\nshop_orders_total 0\n").count(), 1);
}

#[test]
fn a_single_collector_can_be_attached() {
    let gauge = prometheus::Gauge::new("temperature_celsius", "Temperature.").expect("the options are sound");
    gauge.set(f64::NEG_INFINITY);
    assert_eq!(gauge.desc().len(), 1);
    let ours = Registry::new();
    ours.attach(PrometheusCollector(gauge));
    assert!(ours.encode().contains("temperature_celsius -Inf\n"));
}

#[test]
fn registries_without_a_family_can_be_registered_beside_each_other() {
    let theirs = prometheus::Registry::new();
    for _ in 0..2 {
        theirs.register(Box::new(RegistryCollector::new(&Registry::new()))).expect("they are two");
    }
}

#[test]
fn a_collector_of_ours_may_gather_theirs_for_another_purpose() {
    struct Pushes(prometheus::Registry, Mutex<Vec<String>>);
    impl Collect for Arc<Pushes> {
        fn collect(&self, _: &mut dyn Sink) {
            let names = self.0.gather().iter().map(|family| family.name().to_owned()).collect();
            *self.1.lock().expect("nothing panics with the lock") = names;
        }
    }
    let (ours, theirs) = (Registry::new(), prometheus::Registry::new());
    ours.register("shop_orders_total", "Orders.", Arc::new(Counter::new())).expect("the name is free");
    theirs.register(Box::new(RegistryCollector::new(&ours))).expect("the names are free");
    let pushes = Arc::new(Pushes(theirs, Mutex::default()));
    ours.attach(pushes.clone());
    ours.encode();
    assert_eq!(*pushes.1.lock().expect("nothing panics with the lock"), ["shop_orders_total"]);
}
