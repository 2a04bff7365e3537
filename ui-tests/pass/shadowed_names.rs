//! Generated code means the real `core`, `tickmark`, `Option` and `Some`, whatever else has these names.

#![allow(dead_code, unused_macros, non_camel_case_types, non_local_definitions)]
#![deny(warnings)]
#![warn(clippy::pedantic)]

mod core {}
mod std {}
mod tickmark {}

struct Option;
struct Result;
struct String;
struct Box;
struct Vec;
struct Future;
struct Some;
struct None;
struct Ok;
struct Err;
trait Fn {}
trait FnOnce {}
trait FnMut {}
trait Drop {}

macro_rules! panic {
    ($($any:tt)*) => {
        compile_error!("the wrong panic")
    };
}

macro_rules! module_path {
    () => {
        compile_error!("the wrong module_path")
    };
}

#[::tickmark::timed(name = "packing_seconds", labels(weight = weight, size: u8 = 3), outcome(success = "done"))]
fn pack(weight: u64) -> Result {
    Result
}

#[::tickmark::counted]
async fn send() -> Option {
    Option
}

#[derive(::tickmark::LabelSet)]
struct Packed {
    weight: u64,
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

fn section() -> Option {
    drop(::tickmark::count!(name = "sent_total", async { Result }));
    ::tickmark::time!(name = "section_seconds", labels(size = 1), counted(name = "sections_total"), { Option })
}

fn main() {
    section();
    pack(3);
    drop(send());
    assert!(
        ::tickmark::encode().contains("packing_seconds_count{weight=\"3\",size=\"3\",outcome=\"done\"} 1")
    );
}
