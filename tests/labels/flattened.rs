//! Label sets in label sets.

use std::{fmt::Display, sync::Arc};

use tickmark::{Counter, Family, LabelDescriptor, LabelSet, LabelValue, Registry};

use super::{Method, Size};
use crate::page::Page;

#[derive(Clone, Copy, LabelSet)]
struct Sale {
    method: Method,
    refunded: Option<bool>,
}

#[derive(LabelSet)]
struct Parcel {
    fragile: bool,
    #[label(flatten)]
    sale: Sale,
    size: Size,
}

fn names<L: LabelSet>() -> Vec<&'static str> {
    L::LABELS.iter().map(LabelDescriptor::name).collect()
}

fn page<L: LabelSet + 'static>(family: &Arc<Family<L, Counter>>) -> Page {
    let registry = Registry::new();
    registry.register("flattened_total", "Flattened.", family.clone()).expect("the name is free");
    Page::of(&registry)
}

#[test]
fn every_combination_of_closed_sets_has_a_series_of_its_own() {
    assert_eq!(names::<Parcel>(), ["fragile", "method", "refunded", "size"]);
    assert!(Parcel::LABELS[2].is_optional());
    let family = Arc::new(Family::<Parcel, Counter>::new());
    assert_eq!(page(&family).samples().count(), 2 * 3 * 3 * 2);
    let (mut times, mut all) = (0, Vec::new());
    for fragile in [false, true] {
        for method in [Method::Card, Method::BankTransfer, Method::Cash] {
            for refunded in [None, Some(false), Some(true)] {
                for size in [Size::Big, Size::Small] {
                    let parcel = Parcel { fragile, sale: Sale { method, refunded }, size };
                    all.push((times, parcel.index(), fragile, method, refunded, size));
                    family.with(parcel).inc_by(times);
                    times += 1;
                }
            }
        }
    }
    let page = page(&family);
    let mut seen: Vec<usize> = all.iter().map(|(_, index, ..)| *index).collect();
    seen.sort_unstable();
    assert!(seen.into_iter().eq(0..36));
    for (times, _, fragile, method, refunded, size) in all {
        let (method, refunded) = (method.with_str(str::to_owned), refunded.with_str(str::to_owned));
        let size = size.with_str(str::to_owned);
        let fragile = fragile.to_string();
        let labels =
            [("fragile", &*fragile), ("method", &*method), ("refunded", &*refunded), ("size", &*size)];
        assert_eq!(page.count("flattened_total", &labels), Some(times), "{labels:?}");
    }
}

/// Has a parameter, a lifetime, a set by reference, and one that is two floors deep.
#[derive(LabelSet)]
struct Request<'a, C> {
    path: &'a str,
    #[label(flatten)]
    common: C,
    #[label(flatten)]
    place: &'a Place<'a>,
}

#[derive(LabelSet)]
struct Place<'a> {
    #[label(rename = "where")]
    shop: Option<&'a str>,
    #[label(flatten)]
    staff: Staff,
}

#[derive(LabelSet)]
struct Staff {
    number: u8,
}

#[test]
fn sets_may_be_parameters_and_references() {
    assert_eq!(names::<Request<'_, Sale>>(), ["path", "method", "refunded", "where", "number"]);
    assert_eq!(names::<Request<'_, ()>>(), ["path", "where", "number"]);
    let family = Arc::new(Family::<Request<'static, Sale>, Counter>::new());
    let sale = Sale { method: Method::Card, refunded: None };
    let (path, shop) = ("/a".to_owned(), "b".to_owned());
    for shop in [Some(&*shop), None] {
        let place = Place { shop, staff: Staff { number: 7 } };
        family.with(Request { path: &path, common: sale, place: &place }).inc();
    }
    family
        .with(Request { path: "/a", common: sale, place: &Place { shop: None, staff: Staff { number: 7 } } })
        .inc();
    let page = page(&family);
    let count = |shop| {
        let labels = [("path", "/a"), ("method", "card"), ("where", shop), ("number", "7")];
        page.count("flattened_total", &labels)
    };
    assert_eq!((count("b"), count("")), (Some(1), Some(2)));
}

#[derive(LabelSet)]
struct Ids<I> {
    #[label(display)]
    id: I,
}

/// A bound where the set inside is a parameter's.
#[derive(LabelSet)]
struct Wrapped<I: Display> {
    #[label(flatten)]
    ids: Ids<I>,
    bulk: bool,
}

#[test]
fn a_set_inside_may_have_parameters() {
    let family = Arc::new(Family::<Wrapped<f64>, Counter>::new());
    family.with(Wrapped { ids: Ids { id: 1.5 }, bulk: true }).inc();
    assert_eq!(page(&family).count("flattened_total", &[("id", "1.5"), ("bulk", "true")]), Some(1));
}
