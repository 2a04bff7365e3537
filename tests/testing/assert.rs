//! `assert_metrics!`: what holds, and what a test is told that fails.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, LazyLock},
};

use expect_test::{Expect, expect};
use tickmark::{
    Collect, Counter, Family, FamilyMeta, Gauge, Histogram, Kind, LabelSet, LabelsBuf, Registry, Sink,
    testing::{Snapshot, assert_metrics},
};

#[derive(LabelSet)]
struct PaidBy<'a> {
    method: &'a str,
    refunded: bool,
}

/// A shop in which something was sold.
fn shop() -> Registry {
    let registry = Registry::new();
    let orders = Arc::new(Family::<PaidBy<'_>, Counter>::new());
    registry.register("shop_orders_total", "Orders.", orders.clone()).expect("the name is free");
    orders.with(PaidBy { method: "card", refunded: false }).inc_by(2);
    orders.with(PaidBy { method: "cash", refunded: true }).inc();
    let packing = Arc::new(Histogram::with_buckets(&[0.1, 2.0, 10.0]));
    registry.register("shop_packing_seconds", "Packing.", packing.clone()).expect("the name is free");
    packing.observe(0.1 + 0.2);
    let level = Arc::new(Gauge::new());
    registry.register("shop_level", "A level.", level.clone()).expect("the name is free");
    level.set(f64::NAN);
    registry
}

/// What a failed assertion says.
fn fails(body: impl FnOnce(), expected: &Expect) {
    let panic = catch_unwind(AssertUnwindSafe(body)).expect_err("it does not hold");
    let text = panic.downcast_ref::<String>().cloned();
    let text = text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string));
    expected.assert_eq(&text.expect("a panic has a text"));
}

#[test]
fn lines_that_hold_pass() {
    let registry = shop();
    assert_metrics!(registry, r#"shop_orders_total{method="card",refunded="false"} 2"#);
    assert_metrics!(registry, r#"shop_orders_total{ refunded = "true", method="cash", } 1.0"#);
    assert_metrics!(registry, "shop_level NaN", "shop_packing_seconds_count 1",);
    assert_metrics!(
        registry,
        r#"
        # HELP shop_packing_seconds Packing.
        shop_packing_seconds_bucket{le="0.1"} 0

        shop_packing_seconds_bucket{le="+Inf"} 1
        shop_packing_seconds_sum 0.3 ± 0.001
        shop_packing_seconds_sum 0.3 +- 0.001
        shop_packing_seconds_sum 0.2 ± 0.1
        !shop_orders_total{method="cheque"}
        !shop_orders_total{method="card",refunded="true"}
        !shop_refunds_total
        "#,
        format!("shop_packing_seconds_count {}", 1),
    );
}

#[test]
fn registries_and_snapshots_are_taken_however_they_are_held() {
    static SHOP: LazyLock<Registry> = LazyLock::new(shop);
    let line = String::from("shop_packing_seconds_count 1");
    assert_metrics!(SHOP, line);
    assert_metrics!(&*SHOP, &line);
    assert_metrics!(&&SHOP, &*line);
    assert_metrics!(Arc::new(shop()), "shop_packing_seconds_count 1");
    let before = Snapshot::of(&SHOP);
    assert_metrics!(before, &line);
    assert_metrics!(Snapshot::of(&shop()).since(&before), "!shop_packing_seconds");
}

#[test]
fn values_that_differ_are_told() {
    fails(
        || {
            assert_metrics!(
                shop(),
                r#"
                shop_orders_total{method="card",refunded="false"} 3
                shop_orders_total{method="cash",refunded="true"} 1
                shop_packing_seconds_sum 0.3
                shop_packing_seconds_sum 0.5 ± 0.1
                shop_level 1
                shop_packing_seconds_count NaN
                "#
            );
        },
        &expect![[r#"
            5 of 6 lines don't hold on the page:

              shop_orders_total{method="card",refunded="false"} 3
                is 2
              shop_packing_seconds_sum 0.3
                is 0.30000000000000004, which differs in the last digits: write a tolerance behind it, like `± 0.001`
              shop_packing_seconds_sum 0.5 ± 0.1
                is 0.30000000000000004
              shop_level 1
                is NaN
              shop_packing_seconds_count NaN
                is 1
        "#]],
    );
}

#[test]
fn for_a_series_that_is_not_there_the_nearest_are_shown() {
    fails(
        || {
            assert_metrics!(
                shop(),
                r#"shop_orders_total{method="cash",refunded="false"} 1"#,
                r#"shop_order_total{method="cash"} 1"#,
                "shop_packing_seconds 1",
                "stock_parcels 1"
            );
        },
        &expect![[r#"
            4 of 4 lines don't hold on the page:

              shop_orders_total{method="cash",refunded="false"} 1
                is not there; the nearest are
                  shop_orders_total{method="card",refunded="false"} 2
                  shop_orders_total{method="cash",refunded="true"} 1
              shop_order_total{method="cash"} 1
                is not there; the nearest are
                  shop_orders_total{method="cash",refunded="true"} 1
                  shop_orders_total{method="card",refunded="false"} 2
              shop_packing_seconds 1
                is not there; the nearest are
                  shop_packing_seconds_bucket{le="0.1"} 0
                  shop_packing_seconds_bucket{le="2"} 1
                  shop_packing_seconds_bucket{le="10"} 1
                  shop_packing_seconds_bucket{le="+Inf"} 1
                  shop_packing_seconds_count 1
                  and 1 more
              stock_parcels 1
                is not there, nor is anything with a name like it
        "#]],
    );
    fails(
        || assert_metrics!(Registry::new(), "shop_orders_total 1"),
        &expect![[r#"
        1 of 1 lines don't hold on the page:

          shop_orders_total 1
            is not there: there is nothing at all
    "#]],
    );
}

#[test]
fn what_is_there_and_should_not_be_is_shown() {
    fails(
        || {
            assert_metrics!(
                shop(),
                r#"
                !shop_orders_total{refunded="true"}
                !shop_packing_seconds
                !shop_orders_total{refunded="maybe"}
                "#
            );
        },
        &expect![[r#"
            2 of 3 lines don't hold on the page:

              !shop_orders_total{refunded="true"}
                is there
                  shop_orders_total{method="cash",refunded="true"} 1
              !shop_packing_seconds
                is there
                  shop_packing_seconds_bucket{le="0.1"} 0
                  shop_packing_seconds_bucket{le="2"} 1
                  shop_packing_seconds_bucket{le="10"} 1
                  shop_packing_seconds_bucket{le="+Inf"} 1
                  shop_packing_seconds_count 1
                  and 1 more
        "#]],
    );
}

#[test]
fn lines_that_cannot_be_read_are_told_how_to_write_them() {
    for (line, expected) in [
        ("shop_orders_total", "there is no number behind the series"),
        ("shop_orders_total{} three", "there is no number behind the series"),
        ("shop_orders_total 1 2", "there is no number behind the series"),
        ("shop_orders_total 1 ± x", "there is no tolerance behind `±`"),
        ("shop_orders_total 1 ± -1", "there is no tolerance behind `±`"),
        ("3", "there is no number behind the series"),
        ("{method=\"card\"} 3", "it does not start with a name"),
        ("a{method=card} 3", "a label value has no quotes"),
        ("a{method} 3", "there is no `=` behind a label name"),
        ("a{method=\"card} 3", "a label value has no closing quote"),
        ("a{method=\"card\" 3", "there is neither `,` nor `}` behind a label"),
        ("a{,} 3", "there is no label name where one should be"),
        ("a{b=\"\\t\"} 3", "in a label value, `\\` stands before `\\`, `\"` and `n` only"),
        ("a{b=\"1\",b=\"2\"} 3", "a label is there twice"),
        ("!shop_orders_total 3", "what is not there has no value"),
    ] {
        let panic = catch_unwind(|| assert_metrics!(Registry::new(), line)).expect_err(line);
        let text = panic.downcast_ref::<String>().expect("a panic has a text");
        assert!(
            text.contains(&format!("  {line}\n    can't be read, {expected}:\n      write it like")),
            "{text}"
        );
    }
}

#[test]
fn no_line_at_all_is_a_mistake() {
    fails(
        || assert_metrics!(shop(), "\n # nothing\n"),
        &expect![[
            r#"there is no line to compare the page with: write it like `shop_orders_total{method="card"} 3`, with a tolerance like `shop_packing_seconds_sum 0.3 ± 0.001`, or for what is not there like `!shop_refunds_total`"#
        ]],
    );
    fails(
        || _ = Snapshot::of(&shop()).value("shop_orders_total 3"),
        &expect![[
            r#"`shop_orders_total 3` can't be read, something follows the series: write it like `shop_orders_total{method="card"}`"#
        ]],
    );
}

/// A collector with more series than a report shows.
struct Many;

impl Collect for Many {
    fn collect(&self, sink: &mut dyn Sink) {
        sink.family(&FamilyMeta::new("shop_shelf_parcels", Kind::Gauge, "Parcels."));
        for shelf in 0..20_u8 {
            let labels = LabelsBuf::new().with("shelf", &shelf.to_string());
            sink.gauge(labels.as_labels(), f64::from(shelf));
        }
    }
}

#[test]
fn long_lists_are_cut() {
    let registry = Registry::new();
    registry.attach(Many);
    fails(
        || assert_metrics!(registry, "!shop_shelf_parcels"),
        &expect![[r#"
        1 of 1 lines don't hold on the page:

          !shop_shelf_parcels
            is there
              shop_shelf_parcels{shelf="0"} 0
              shop_shelf_parcels{shelf="1"} 1
              shop_shelf_parcels{shelf="10"} 10
              shop_shelf_parcels{shelf="11"} 11
              shop_shelf_parcels{shelf="12"} 12
              and 15 more
    "#]],
    );
}
