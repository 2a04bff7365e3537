//! Generated code is clean under every lint of the compiler that a crate is likely to deny.

#![forbid(unsafe_code)]
#![deny(
    warnings,
    dead_code,
    unused,
    nonstandard_style,
    future_incompatible,
    rust_2018_idioms,
    let_underscore
)]
#![deny(missing_docs, missing_debug_implementations, missing_copy_implementations, unreachable_pub)]
#![deny(unused_qualifications, unused_lifetimes, unused_results, unused_import_braces, unused_macro_rules)]
#![deny(
    trivial_casts,
    trivial_numeric_casts,
    single_use_lifetimes,
    elided_lifetimes_in_paths,
    keyword_idents
)]
#![deny(absolute_paths_not_starting_with_crate, unit_bindings, variant_size_differences, let_underscore_drop)]
#![deny(explicit_outlives_requirements, redundant_lifetimes, meta_variable_misuse, non_ascii_idents)]
#![warn(clippy::pedantic)]

#[path = "../block_on.rs"]
#[allow(unreachable_pub, missing_docs)]
mod block_on;

use tickmark::{
    Counter, ErrorKind, Family, Gauge, GaugeFn, Histogram, LabelSet, LabelValue, Metrics, Seconds, counted, timed,
};

#[derive(Clone, Copy, Debug, LabelValue)]
enum Size {
    Small,
    #[label(rename = "xl")]
    Large,
}

#[derive(Clone, Copy, Debug, LabelSet)]
struct Packed {
    size: Size,
    heavy: bool,
}

#[derive(Clone, Copy, Debug, ErrorKind)]
enum OrderError {
    SoldOut,
    #[deprecated]
    #[allow(dead_code)]
    Old { at: u8 },
    #[error_kind(nested = "inner")]
    Inner(InnerError),
}

#[derive(Clone, Copy, Debug, ErrorKind)]
struct InnerError;

/// Boxes that were packed.
#[tickmark::register]
static BOXES_PACKED_TOTAL: Family<Packed, Counter> = Family::new();

/// Boxes that are open.
#[tickmark::register(name = "boxes_open")]
static OPEN: Gauge = Gauge::new();

/// The metrics of the belt.
#[derive(Debug, Default, Metrics)]
#[metrics(prefix = "belt", labels(hall = "north"))]
struct Belt {
    /// Boxes that went by.
    boxes_total: Family<Packed, Counter>,
    /// Time from one end to the other.
    #[metric(buckets = [1, 10])]
    transport: Histogram<Seconds>,
    /// Boxes that wait.
    #[deprecated]
    old: Counted,
    end: Option<Counted>,
}

/// The metrics of what counts.
#[derive(Debug, Default, Metrics)]
pub struct Counted {
    /// Boxes that were counted.
    counted_total: Counter,
}

/// The metrics of what is asked.
#[derive(Debug, Metrics)]
pub(crate) struct Asked<L: LabelSet> {
    /// The length of the queue.
    #[metric(read = || 1.0, every = "1s")]
    pub(crate) queue: GaugeFn,
    /// Questions.
    #[metric(name = "questions_total")]
    asked_total: Family<L, Counter>,
}

#[tickmark::register]
static BELT: Belt = Belt::new();

#[tickmark::register(prefix = "asked")]
static ASKED: Asked<Packed> = Asked::new();

#[timed]
fn unit() {}

#[timed]
fn fallible(ok: bool) -> Result<(), String> {
    if !ok {
        return Err("it is not".to_owned());
    }
    Ok(())
}

#[timed(name = "infallible_seconds", labels(size = size, heavy: bool = true), buckets = [0.1, 1], outcome = none)]
fn infallible(size: Size) -> u64 {
    BOXES_PACKED_TOTAL.with(Packed { size, heavy: true }).inc();
    OPEN.set(1.0);
    size as u64
}

#[counted(name = "sent_total", help = "Boxes.", labels(size = size, kind = "box"), outcome(label = "end"))]
async fn send(size: Size) -> Result<Size, String> {
    if matches!(size, Size::Small) {
        return Ok(size);
    }
    Err("too large".to_owned())
}

#[timed]
#[counted]
async fn both() {}

#[counted(name = "plain_total", outcome = none)]
fn plain() {}

#[counted]
#[must_use]
fn needed() -> Option<u64> {
    None
}

fn main() {
    unit();
    let errors = [OrderError::SoldOut, OrderError::Inner(InnerError)];
    assert_eq!(errors.map(|error| OrderError::KINDS[error.kind()]), ["sold_out", "inner_inner_error"]);
    plain();
    block_on::block_on(both());
    assert!(fallible(true).is_ok() && fallible(false).is_err());
    assert_eq!(infallible(Size::Large), 1);
    assert!(block_on::block_on(send(Size::Small)).is_ok());
    assert!(block_on::block_on(send(Size::Large)).is_err());
    assert!(needed().is_none());
    BELT.transport.observe(std::time::Duration::from_secs(2));
    ASKED.asked_total.with(Packed { size: Size::Small, heavy: false }).inc();
    let page = tickmark::encode();
    assert!(!page.contains("belt_end") && page.contains("belt_transport_seconds_count{hall=\"north\"} 1"));
    assert!(page.contains("asked_queue 1"));
    assert!(page.contains("boxes_packed_total{size=\"xl\",heavy=\"true\"} 1"));
    assert!(page.contains("sent_total{size=\"xl\",kind=\"box\",end=\"failure\"} 1"));
}
