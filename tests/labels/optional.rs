//! Labels that may be missing.

use std::sync::Arc;

use tickmark::{Counter, Descriptor, Family, LabelSet, LabelValue, Registry, call_sites, counted, encode};

use super::{Method, Size};
use crate::{
    drive::{finish, panics},
    page::Page,
};

#[counted(name = "labels_optional_total", labels(method = method, kind = "x", size = size), outcome = none)]
fn closed(method: Option<Method>, size: Option<&Size>) {}

#[test]
fn the_series_without_the_label_is_there_at_zero_before_the_first_call() {
    let count = |labels: &[_]| Page::now().count("labels_optional_total", labels);
    assert_eq!(count(&[("kind", "x")]), Some(0));
    assert_eq!(count(&[("method", "card"), ("kind", "x")]), Some(0));
    assert_eq!(Page::now().family("labels_optional_total").map(|family| family.samples.len()), Some(12));
    closed(None, Some(&Size::Small));
    closed(Some(Method::Cash), None);
    closed(None, None);
    assert_eq!(count(&[("kind", "x"), ("size", "SMALL")]), Some(1));
    assert_eq!(count(&[("method", "in cash"), ("kind", "x")]), Some(1));
    assert_eq!(count(&[("kind", "x")]), Some(1));
    assert!(encode().contains("labels_optional_total{kind=\"x\"} 1\n"));
}

#[test]
fn a_call_site_knows_which_of_its_labels_may_be_missing() {
    let site = call_sites().find(|site| site.family_name() == "labels_optional_total");
    let labels = site.map(Descriptor::label_descriptors).unwrap_or_default();
    let optional: Vec<_> = labels.iter().map(|label| (label.name(), label.is_optional())).collect();
    assert_eq!(optional, [("method", true), ("kind", false), ("size", true)]);
}

struct Basket {
    method: Option<Method>,
    voucher: Option<String>,
}

#[counted(name = "labels_optional_late_total", labels(method = basket.method), outcome = none)]
fn turns_out_closed(basket: &Basket) {}

#[test]
fn values_whose_type_only_the_compiler_knows_are_all_there_from_the_first_call_on() {
    turns_out_closed(&Basket { method: None, voucher: None });
    let page = Page::now();
    assert_eq!(page.count("labels_optional_late_total", &[]), Some(1));
    assert_eq!(page.count("labels_optional_late_total", &[("method", "bank_transfer")]), Some(0));
    assert_eq!(page.family("labels_optional_late_total").map(|family| family.samples.len()), Some(4));
}

#[counted(name = "labels_optional_open_total", labels(voucher = basket.voucher.as_deref(), shop = shop))]
async fn open(basket: &Basket, shop: Option<&str>) {
    assert_ne!(shop, Some("broken"), "on purpose");
}

#[test]
fn open_labels_are_left_out_and_found_again() {
    let basket = |voucher: Option<&str>| Basket { method: None, voucher: voucher.map(str::to_owned) };
    for _ in 0..2 {
        for (voucher, shop) in [(None, None), (Some("a"), None), (None, Some("a")), (Some("a"), Some("b"))] {
            finish(open(&basket(voucher), shop));
        }
    }
    assert!(panics(|| finish(open(&basket(Some("a")), Some("broken")))));
    let page = Page::now();
    let count = |voucher, shop, outcome| {
        let labels = [("voucher", voucher), ("shop", shop), ("outcome", outcome)];
        page.count("labels_optional_open_total", &labels)
    };
    for (voucher, shop) in [("", ""), ("a", ""), ("", "a"), ("a", "b")] {
        assert_eq!(count(voucher, shop, "success"), Some(2), "{voucher:?} {shop:?}");
        assert_eq!(count(voucher, shop, "panic"), Some(0));
    }
    assert_eq!(count("a", "broken", "panic"), Some(1));
    assert!(encode().contains("labels_optional_open_total{shop=\"a\",outcome=\"success\"} 2\n"));
    assert!(encode().contains("labels_optional_open_total{outcome=\"success\"} 2\n"));
}

#[counted(name = "labels_optional_generic_total", labels(first = first, second = second), outcome = none)]
fn generic<A: LabelValue, B: LabelValue>(first: A, second: B) {}

#[test]
fn an_empty_text_and_none_are_one_series() {
    generic("", 1);
    generic(None::<&str>, 1);
    generic(None::<Method>, Some("1"));
    generic(Some(""), NonZeroOne);
    assert_eq!(Page::now().count("labels_optional_generic_total", &[("second", "1")]), Some(4));
}

struct NonZeroOne;

impl LabelValue for NonZeroOne {
    fn with_str<R>(&self, read: impl FnOnce(&str) -> R) -> R {
        read("1")
    }
}

#[counted(name = "labels_optional_returned_total", labels_from(code = |code| *code), outcome = none)]
fn returned(code: Option<u16>) -> Option<u16> {
    code.inspect(|code| assert_ne!(*code, 500, "on purpose"))
}

#[test]
fn what_is_returned_may_be_none() {
    returned(None);
    returned(Some(200));
    assert!(panics(|| returned(Some(500))));
    let page = Page::now();
    assert_eq!(page.count("labels_optional_returned_total", &[]), Some(2));
    assert_eq!(page.count("labels_optional_returned_total", &[("code", "200")]), Some(1));
}

#[derive(LabelSet)]
struct Sale {
    method: Option<Method>,
    refunded: Option<bool>,
}

#[test]
fn a_family_has_every_combination_with_and_without() {
    let family = Arc::new(Family::<Sale, Counter>::new());
    let registry = Registry::new();
    registry.register("sales_total", "Sales.", family.clone()).expect("the name is free");
    let methods = [None, Some(Method::Card), Some(Method::BankTransfer), Some(Method::Cash)];
    let sales =
        methods.map(|method| [None, Some(false), Some(true)].map(|refunded| Sale { method, refunded }));
    for (times, sale) in sales.into_iter().flatten().enumerate() {
        family.with(sale).inc_by(times as u64);
    }
    let page = Page::of(&registry);
    let mut times = 0;
    for method in ["", "card", "bank_transfer", "in cash"] {
        for refunded in ["", "false", "true"] {
            let labels = [("method", method), ("refunded", refunded)];
            assert_eq!(page.count("sales_total", &labels), Some(times), "{labels:?}");
            times += 1;
        }
    }
    assert!(registry.encode().contains("\nsales_total 0\n"));
    assert_eq!(page.family("sales_total").map(|family| family.samples.len()), Some(12));
}
