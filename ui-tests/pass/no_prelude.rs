//! Generated code names everything by its full path, so it needs no prelude.

#![no_implicit_prelude]
#![deny(warnings)]
#![warn(clippy::pedantic)]
#![allow(clippy::unnecessary_wraps, reason = "the functions do nothing")]

use ::core::result::Result::{self, Ok};
use ::std::{assert, string::String};

#[derive(::tickmark::LabelValue)]
enum Size {
    Small,
    Large,
}

#[derive(::tickmark::LabelSet)]
struct Packed {
    size: Size,
}

#[derive(::tickmark::Info)]
struct Build {
    #[info(flatten)]
    packed: Packed,
    #[info(display)]
    number: ::core::option::Option<u8>,
    version: ::core::option::Option<String>,
}

#[derive(::tickmark::StateSet)]
enum Health {
    Up,
}

#[derive(::tickmark::ErrorKind)]
enum OrderError {
    SoldOut,
    #[error_kind(nested = "disk")]
    Disk(::std::io::Error),
    #[error_kind(nested)]
    Inner(InnerError),
}

#[derive(::tickmark::ErrorKind)]
struct InnerError;

/// Boxes that were packed.
#[::tickmark::register]
static BOXES_PACKED_TOTAL: ::tickmark::Family<Packed, ::tickmark::Counter> = ::tickmark::Family::new();

#[::tickmark::timed(name = "packing_seconds", labels(heavy = heavy), buckets = [0.1, 1], outcome(label = "end"))]
fn pack(heavy: bool) -> Result<(), String> {
    let size = if heavy { Size::Large } else { Size::Small };
    BOXES_PACKED_TOTAL.with(Packed { size }).inc();
    Ok(())
}

#[::tickmark::counted]
async fn send() {}

fn section() -> Result<u8, String> {
    let future = ::tickmark::count!(name = "sent_total", async { Ok::<u8, String>(1) });
    ::core::mem::drop(future);
    Ok(::tickmark::time!(name = "section_seconds", labels(size = 1), { 1 }))
}

fn main() {
    let packed = Packed { size: Size::Small };
    let build = Build { packed, number: ::core::option::Option::Some(1), version: ::core::option::Option::None };
    assert!(::tickmark::LabelSet::index(&build) == 0 && ::tickmark::LabelValue::index(&Health::Up) == 0);
    ::core::mem::drop(section());
    ::core::mem::drop(pack(true));
    ::core::mem::drop(send());
    assert!(::tickmark::encode().contains("boxes_packed_total{size=\"large\"} 1"));
    assert!(::tickmark::encode().contains("packing_seconds_count{heavy=\"true\",end=\"success\"} 1"));
}
