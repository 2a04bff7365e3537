//! `Snapshot`: what changed, and texts to compare with.

use std::sync::Arc;

use expect_test::expect;
use tickmark::{
    Counter, Family, Gauge, Histogram, LabelSet, Registry, counted,
    testing::{Snapshot, assert_metrics, with_registry},
};

#[derive(LabelSet)]
struct Shelf<'a> {
    room: &'a str,
}

struct Stock {
    registry: Registry,
    parcels: Arc<Family<Shelf<'static>, Gauge>>,
    moved: Arc<Counter>,
    packing: Arc<Histogram>,
}

impl Stock {
    fn new() -> Self {
        let registry = Registry::new();
        let parcels = Arc::new(Family::new());
        registry.register("stock_parcels", "Parcels.", parcels.clone()).expect("the name is free");
        let moved = Arc::new(Counter::new());
        registry.register("stock_moved_total", "Moved.", moved.clone()).expect("the name is free");
        let packing = Arc::new(Histogram::with_buckets(&[0.5, 2.0, 10.0]));
        registry.register("stock_packing_seconds", "Packing.", packing.clone()).expect("the name is free");
        Self { registry, parcels, moved, packing }
    }
}

#[test]
fn a_snapshot_is_displayed_as_sorted_lines_of_a_page() {
    let stock = Stock::new();
    stock.parcels.with(Shelf { room: "cellar \"B\"\n" }).set(1.5);
    stock.parcels.with(Shelf { room: "attic" }).set(f64::INFINITY);
    stock.packing.observe(3.0);
    expect![[r#"
        stock_moved_total 0
        stock_packing_seconds_bucket{le="0.5"} 0
        stock_packing_seconds_bucket{le="2"} 0
        stock_packing_seconds_bucket{le="10"} 1
        stock_packing_seconds_bucket{le="+Inf"} 1
        stock_packing_seconds_count 1
        stock_packing_seconds_sum 3
        stock_parcels{room="attic"} +Inf
        stock_parcels{room="cellar \"B\"\n"} 1.5
        tickmark_series_overflow_total{family="stock_parcels"} 0
    "#]]
    .assert_eq(&Snapshot::of(&stock.registry).to_string());
}

#[test]
fn only_what_changed_is_in_the_difference() {
    let stock = Stock::new();
    stock.parcels.with(Shelf { room: "attic" }).set(5.0);
    stock.parcels.with(Shelf { room: "cellar" }).set(f64::NAN);
    stock.packing.observe(0.1);
    let before = Snapshot::of(&stock.registry);
    assert!(before.since(&before).is_empty());

    stock.parcels.with(Shelf { room: "attic" }).set(3.0);
    stock.parcels.with(Shelf { room: "hall" }).set(2.0);
    stock.parcels.with(Shelf { room: "garden" }).set(0.0);
    stock.moved.inc_by(2);
    stock.packing.observe(0.25);
    let moved = Snapshot::of(&stock.registry).since(&before);
    expect![[r#"
        stock_moved_total 2
        stock_packing_seconds_bucket{le="0.5"} 1
        stock_packing_seconds_bucket{le="2"} 1
        stock_packing_seconds_bucket{le="10"} 1
        stock_packing_seconds_bucket{le="+Inf"} 1
        stock_packing_seconds_count 1
        stock_packing_seconds_sum 0.25
        stock_parcels{room="attic"} -2
        stock_parcels{room="hall"} 2
    "#]]
    .assert_eq(&moved.to_string());
    assert_metrics!(moved, r#"stock_parcels{room="attic"} -2"#, r#"!stock_parcels{room="cellar"}"#);
    assert_eq!(moved.value(r#"stock_parcels{room="hall"}"#), Some(2.0));
    assert_eq!(moved.value(r#"stock_parcels{room="loft"}"#), None);
}

#[test]
fn what_did_not_change_is_zero_in_the_difference() {
    let stock = Stock::new();
    stock.parcels.with(Shelf { room: "attic" }).set(5.0);
    stock.parcels.with(Shelf { room: "cellar" }).set(f64::NAN);
    let before = Snapshot::of(&stock.registry);
    stock.moved.inc();
    let moved = Snapshot::of(&stock.registry).since(&before);
    assert_metrics!(
        moved,
        r#"
        stock_moved_total 1
        stock_packing_seconds_count 0
        stock_parcels{room="attic"} 0
        stock_parcels{room="cellar"} 0
        !stock_parcels
        "#
    );
    assert_eq!(moved.to_string(), "stock_moved_total 1\n");
    assert!(moved.only("stock_parcels").is_empty());
}

#[test]
fn what_is_no_longer_there_counts_down_to_zero() {
    let stock = Stock::new();
    stock.moved.inc_by(2);
    let moved = Snapshot::of(&Registry::new()).since(&Snapshot::of(&stock.registry));
    assert_eq!(moved.to_string(), "stock_moved_total -2\n");
}

#[test]
fn families_are_chosen_by_their_names_with_all_their_samples() {
    let stock = Stock::new();
    let all = Snapshot::of(&stock.registry);
    let count = |families: &str| all.clone().only(families).to_string().lines().count();
    assert_eq!(count("stock_packing_seconds"), 6);
    assert_eq!(count("stock_packing_seconds_sum"), 0);
    assert_eq!((count("stock_*_total"), count("stock_*"), count("shop_*"), count("stock")), (1, 7, 0, 0));
    assert_eq!(
        (count("stock_packing_second?"), count("stock_?oved_total"), count("stock_moved?")),
        (6, 1, 0)
    );
}

#[counted(name = "snapshot_calls_total")]
fn called() {}

#[test]
fn values_are_found_with_labels_in_any_order() {
    let registry = Registry::new();
    with_registry(&registry, called);
    let page = Snapshot::of(&registry);
    assert_eq!(page.value(r#" snapshot_calls_total { outcome = "success" } "#), Some(1.0));
    assert_eq!(page.value("snapshot_calls_total"), None);
    assert_eq!(format!("{page:?}"), page.to_string());
}
