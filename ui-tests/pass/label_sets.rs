//! Labels that may be missing, are written by `Display`, or come of other sets: clean, whatever is denied, shadowed and generic.

#![forbid(unsafe_code)]
#![deny(warnings, unused, nonstandard_style, future_incompatible, rust_2018_idioms)]
#![deny(missing_docs, missing_debug_implementations, missing_copy_implementations, unreachable_pub)]
#![deny(unused_qualifications, unused_lifetimes, unused_results, trivial_casts, single_use_lifetimes)]
#![deny(elided_lifetimes_in_paths, explicit_outlives_requirements, redundant_lifetimes)]
#![warn(clippy::pedantic)]

use std::fmt::Display;

use tickmark::{Counter, Family, Info, LabelSet, LabelValue, StateSet};

#[derive(Clone, Copy, Debug, LabelValue)]
enum Size {
    Small,
    Large,
}

#[derive(Clone, Copy, Debug, LabelSet)]
struct Place<'a> {
    shop: Option<&'a str>,
    size: Option<Size>,
}

#[derive(Clone, Copy, Debug, LabelSet)]
struct Sold<'a, I, const N: usize>
where
    I: Copy + Display,
{
    #[label(display)]
    #[allow(dead_code)]
    id: I,
    #[label(flatten)]
    place: Place<'a>,
    #[label(display, rename = "by")]
    r#type: Option<I>,
}

#[derive(Clone, Copy, Debug, Info)]
struct Build<'a> {
    version: &'static str,
    #[info(flatten)]
    place: Place<'a>,
    #[info(display)]
    number: f64,
}

#[derive(Clone, Copy, Debug, StateSet)]
#[state(rename_all = "kebab-case")]
enum Health {
    ShuttingDown,
    #[state(rename = "up")]
    Up,
}

/// Sales.
#[tickmark::register]
static SOLD_TOTAL: Family<Sold<'static, u64, 3>, Counter> = Family::new();

/// What the macros' names mean here.
mod shadowed {
    #![allow(dead_code)]

    use tickmark::LabelSet;

    #[derive(Clone, Copy, Debug)]
    enum Option {}

    #[derive(Clone, Copy, Debug)]
    struct Displayed;

    /// The traits of another crate.
    trait LabelValue {}

    #[derive(Clone, Copy, Debug, LabelSet)]
    pub(super) struct Inner {
        pub(super) index: u8,
    }

    #[derive(Clone, Copy, Debug, LabelSet)]
    pub(super) struct Outer {
        #[label(flatten)]
        pub(super) each: Inner,
        #[label(display)]
        pub(super) read: ::core::option::Option<u8>,
    }
}

fn main() {
    let place = Place { shop: None, size: Some(Size::Large) };
    SOLD_TOTAL.with(Sold { id: 7, place, r#type: Some(8) }).inc();
    SOLD_TOTAL.with(Sold { id: 7, place: Place { shop: Some("a"), size: None }, r#type: None }).inc();
    let page = tickmark::encode();
    assert!(page.contains("sold_total{id=\"7\",size=\"large\",by=\"8\"} 1\n"));
    assert!(page.contains("sold_total{id=\"7\",shop=\"a\"} 1\n"));
    assert_eq!(Size::Small.index(), 0);
    let build = Build { version: "1", place, number: 0.5 };
    let mut values = Vec::new();
    build.visit(&mut |value| values.push(value.to_owned()));
    assert_eq!(values, ["1", "", "large", "0.5"]);
    assert_eq!(Health::VALUES, Some(["shutting-down", "up"].as_slice()));
    assert_eq!([Health::ShuttingDown, Health::Up].map(|health| health.index()), [0, 1]);
    let outer = shadowed::Outer { each: shadowed::Inner { index: 1 }, read: None };
    let mut values = Vec::new();
    outer.visit(&mut |value| values.push(value.to_owned()));
    assert_eq!(values, ["1", ""]);
}
