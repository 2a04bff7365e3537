//! Annotate functions and structs, scrape Prometheus metrics.
//!
//! ```
//! use tickmark::{Counter, Family, LabelSet, LabelValue, counted, timed};
//!
//! #[derive(LabelValue)]
//! enum Method {
//!     Card,
//!     Cash,
//! }
//!
//! #[derive(LabelSet)]
//! struct PaidBy {
//!     method: Method,
//! }
//!
//! /// Sales by how they were paid.
//! #[tickmark::register]
//! static SHOP_SALES_TOTAL: Family<PaidBy, Counter> = Family::new();
//!
//! #[timed]
//! #[counted]
//! fn pay(method: Method, cents: u64) -> Result<u64, String> {
//!     if cents == 0 {
//!         return Err("there is nothing to pay".to_owned());
//!     }
//!     SHOP_SALES_TOTAL.with(PaidBy { method }).inc();
//!     Ok(cents)
//! }
//!
//! pay(Method::Card, 120).expect("there is something to pay");
//! pay(Method::Cash, 0).expect_err("there is nothing to pay");
//!
//! let page = tickmark::encode();
//! assert!(page.contains(r#"shop_sales_total{method="card"} 1"#));
//! assert!(page.contains(r#"shop_sales_total{method="cash"} 0"#));
//! assert!(page.contains(r#"function="pay",outcome="failure"} 1"#));
//! ```
//!
//! # Where to look
//!
//! | you want to … | look at |
//! |---|---|
//! | know how long a function runs, and how it ends | [`timed`] |
//! | know how often it is called, and how it ends | [`counted`] |
//! | know how many calls are under way | [`in_flight`] |
//! | tell success from failure for a type of your own | [`Outcome`] |
//! | count something that is not a call | [`Counter`], [`Gauge`], [`Histogram`], [`register`] |
//! | time a part of a function | [`Histogram::start_timer`] |
//! | know why calls fail | [`ErrorKind`](derive@ErrorKind), [`KindOf`] |
//! | split it by labels | [`Family`], [`LabelSet`](derive@LabelSet), [`LabelValue`](derive@LabelValue) |
//! | serve the page | [`encode`], [`CONTENT_TYPE`] |
//! | be told of declarations that clash | [`check`] |
//! | list what is annotated | [`call_sites`] |
//! | switch it all off | [`set_enabled`], or the feature `enabled` |
//! | bring in values that are kept elsewhere | [`Collect`] |
//! | use what already counts with the crate `prometheus` | [`bridge`] |
//! | keep a test's metrics to itself | [`Registry::new`] |
//! | test how long something takes, without waiting | `testing::FakeClock` |
//!
//! # How a call ends
//!
//! An annotated call ends in one of four ways, and every one is recorded: `success`; `failure`, when it returns what
//! [`Outcome`] calls one, such as an `Err`; `panic`; and `cancelled`, when its future is dropped before it is done.
//!
//! # What it costs
//!
//! Counts are added to memory that only the calling thread writes, so an addition takes no locked instruction and no longer with many
//! threads than with one. Durations are read from the processor's own counter where it can be trusted. A call site looks its series up
//! once; labels that are closed sets are found by arithmetic. A scrape never blocks who counts.
//!
//! # Features
//!
//! - `enabled` (default): off, the attributes check their arguments and leave the function as it is, so that a library can annotate
//!   itself at no cost to those who don't want its metrics.
//! - `prometheus` (default): the [`bridge`] to the crate of that name.
//! - `testing`: for dev-dependencies, `testing::FakeClock`, a clock that tests move by hand. Durations then come from the operating
//!   system's clock, exact to the nanosecond but dearer: don't benchmark with it.
//!
//! # Supported Rust
//!
//! 1.88 or later. Raising it is a minor release of its own, to a version at least twelve months old.

// The macros name this crate `::tickmark`, also in its own tests and examples.
extern crate self as tickmark;

mod buckets;
mod catalog;
mod cell;
mod clock;
mod collector;
mod exposition;
mod family;
mod instrument;
mod kind;
mod label;
mod metric;
mod name;
mod registry;
mod sink;

#[doc(hidden)]
pub mod __private;
#[cfg(feature = "prometheus")]
pub mod bridge;
#[cfg(feature = "testing")]
pub mod testing;

pub use buckets::{Buckets, DURATION_BUCKETS};
pub use catalog::{check, global};
pub use collector::Collect;
pub use exposition::{CONTENT_TYPE, encode, encode_text};
pub use family::{Family, OVERFLOW, SERIES_LIMIT};
pub use instrument::{Descriptor, Outcome, Slo, call_sites, is_enabled, set_enabled};
pub use kind::Kind;
pub use label::{ErrorKind, KindOf, LabelDescriptor, LabelSet, LabelValue, Labels, LabelsBuf};
pub use metric::{
    BoundCounter, BoundGauge, BoundHistogram, Counter, Gauge, Histogram, Instrument, Metric, Timer,
};
pub use registry::{Problem, Problems, Registry};
pub use sink::{FamilyMeta, HistogramValue, Number, Sink, SummaryValue};
/// Makes an error one of a closed set of kinds: the values of a label that says why calls fail.
///
/// `OrderError::SoldOut` is of the kind `sold_out`, whatever fields it has; a struct is of one kind, too. On an enum,
/// `#[error_kind(rename_all = "…")]` takes what [`LabelValue`](derive@LabelValue) takes, and on either there may be
/// `crate = path`: where this crate is, if not at `::tickmark`. It gets along with `#[derive(thiserror::Error)]` on the same
/// enum.
///
/// ```
/// use std::{fmt, io};
///
/// use tickmark::ErrorKind;
///
/// #[derive(Debug, ErrorKind)]
/// enum OrderError {
///     SoldOut,
///     #[error_kind(rename = "declined")]
///     CardDeclined { reason: String },
///     #[error_kind(nested)]
///     Stock(StockError),
///     #[error_kind(other)]
///     Unforeseen(fmt::Error),
/// }
///
/// #[derive(Debug, ErrorKind)]
/// enum StockError {
///     Reserved,
///     Shelf {
///         number: u32,
///         #[error_kind(nested = "disk")]
///         source: io::Error,
///     },
/// }
///
/// impl fmt::Display for OrderError {
///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
///         match self {
///             Self::SoldOut => f.write_str("there is none left"),
///             Self::CardDeclined { reason } => write!(f, "the card is declined: {reason}"),
///             Self::Stock(error) => write!(f, "the stock has a problem: {error:?}"),
///             Self::Unforeseen(error) => error.fmt(f),
///         }
///     }
/// }
///
/// impl std::error::Error for OrderError {}
///
/// assert_eq!(OrderError::KINDS[..4], ["sold_out", "declined", "reserved", "disk_not_found"]);
/// assert_eq!(OrderError::KINDS.last(), Some(&"other"));
///
/// let full = StockError::Shelf { number: 7, source: io::ErrorKind::StorageFull.into() };
/// assert_eq!(OrderError::KINDS[OrderError::Stock(full).kind()], "disk_storage_full");
/// ```
///
/// # On a variant, or on a struct
///
/// - `rename = "…"`: another text.
/// - `nested`: it has the kinds of the error in its one field, in its place. Of several fields, the attribute stands on the one
///   that is the error. That may be generic.
/// - `nested = "prefix"`: the same, with `prefix_` before each. Kinds that read the same otherwise don't compile.
/// - `other`: it is of the kind `other`, like everything that nobody told apart. Several may be, nested ones too.
pub use tickmark_macros::ErrorKind;
/// Makes a struct the labels of a family, one for each field.
///
/// A field is the label of its name; `#[label(rename = "…")]` gives it another.
///
/// ```
/// use tickmark::LabelSet;
///
/// #[derive(LabelSet)]
/// struct Route<'a> {
///     path: &'a str,
///     #[label(rename = "tls")]
///     secure: bool,
/// }
///
/// assert_eq!(Route::LABELS[1].name(), "tls");
/// assert_eq!(Route::LABELS[1].values(), Some(["false", "true"].as_slice()));
/// ```
pub use tickmark_macros::LabelSet;
/// Makes an enum a closed set of label values.
///
/// `Method::BankTransfer` becomes `bank_transfer`. On the enum, `#[label(rename_all = "…")]` takes `snake_case` (the default),
/// `lowercase`, `UPPERCASE`, `camelCase`, `PascalCase`, `SCREAMING_SNAKE_CASE` or `kebab-case`; on a variant,
/// `#[label(rename = "…")]` takes any text.
///
/// ```
/// use tickmark::LabelValue;
///
/// #[derive(LabelValue)]
/// #[label(rename_all = "UPPERCASE")]
/// enum Verb {
///     Get,
///     #[label(rename = "other")]
///     Unknown,
/// }
///
/// assert_eq!(Verb::VALUES, Some(["GET", "other"].as_slice()));
/// ```
pub use tickmark_macros::LabelValue;
/// Counts the calls of a function by how they end.
///
/// Without a `name`, in `function_calls_total{module, function, outcome}`, which all such functions share. With one, in a
/// family of your own:
///
/// ```
/// use tickmark::counted;
///
/// #[counted(name = "logins_total", labels(secure = secure), outcome = none)]
/// fn login(secure: bool) {}
///
/// login(true);
/// assert!(tickmark::encode().contains(r#"logins_total{secure="true"} 1"#));
/// ```
///
/// # Arguments
///
/// As for [`timed`], without `buckets` and what is about time. The name ends in `_total`. A call is counted when it ends; with `outcome = none`, when it
/// begins.
///
/// # Cost
///
/// One plain addition.
pub use tickmark_macros::counted;
/// Counts the calls of a function that are under way.
///
/// In `function_calls_in_flight{module, function}`, or in a family of your own. However a call ends, by a return, a panic or a dropped
/// future, it is no longer under way.
///
/// ```
/// use tickmark::in_flight;
///
/// #[in_flight]
/// fn outer() -> String {
///     tickmark::encode()
/// }
///
/// assert!(outer().contains(r#"function="outer"} 1"#));
/// assert!(tickmark::encode().contains(r#"function="outer"} 0"#));
/// ```
///
/// # Arguments
///
/// - `name = "…"`, `help = "…"`, `labels(…)`, `crate = path`: as for [`timed`].
/// - `high_water`: also keeps the most that there ever were at once, in `function_calls_in_flight_high_water`, or under the name with
///   `_high_water` behind it.
///
/// # Cost
///
/// Two plain additions, in the threads where a call begins and where it ends. With `high_water` all threads add to one number.
pub use tickmark_macros::in_flight;
/// Gives a metric in a static its name, and puts it on the page from the start.
///
/// ```
/// use tickmark::Gauge;
///
/// /// Connections that are open.
/// #[tickmark::register]
/// static CONNECTIONS_OPEN: Gauge = Gauge::new();
///
/// assert!(tickmark::encode().contains("# HELP connections_open Connections that are open.\n"));
/// ```
///
/// # Arguments
///
/// - `name = "…"`: by default the name of the static in lower case.
/// - `help = "…"`: by default the first paragraph of its documentation. One of the two must be there.
/// - `crate = path`: where this crate is, if not at `::tickmark`.
pub use tickmark_macros::register;
/// Records how long each call of a function runs, and how it ends.
///
/// Goes on `fn` and `async fn`, free or method. An `async` call runs from its first poll to its end; a future that is
/// never polled is no call.
///
/// Without a `name`, the duration goes to `function_duration_seconds{module, function, outcome}`, which all such
/// functions share, so that one dashboard and one set of alerts serves them all:
///
/// ```
/// #[tickmark::timed]
/// async fn place(order: u64) -> Result<(), String> {
///     Ok(())
/// }
/// ```
///
/// With a `name`, the family is your own:
///
/// ```
/// use tickmark::{LabelValue, timed};
///
/// #[derive(LabelValue)]
/// enum Model {
///     Detection,
///     Segmentation,
/// }
///
/// #[timed(
///     name = "inference_duration_seconds",
///     labels(model = model),
///     buckets = [0.1, 0.5, 1.0, 5.0],
///     outcome(label = "status", success = "completed"),
/// )]
/// fn infer(model: Model, image: &[u8]) -> Result<usize, String> {
///     Ok(image.len())
/// }
///
/// infer(Model::Detection, &[0]).expect("it always works");
/// let page = tickmark::encode();
/// assert!(page.contains(r#"inference_duration_seconds_count{model="detection",status="completed"} 1"#));
/// assert!(page.contains(r#"inference_duration_seconds_count{model="segmentation",status="failure"} 0"#));
/// ```
///
/// # Arguments
///
/// All are optional; those after `name` need one.
///
/// - `name = "…"`: the name of the family. It ends in `_seconds`. Several functions may share a name if they agree on labels and buckets.
/// - `help = "…"`: what the page says about it; by default the first paragraph of the function's documentation.
/// - `labels(key = expression, …)`: evaluated when the call begins, before the body. An expression that is just an argument, or has its
///   type written, as in `labels(kind: Kind = self.kind)`, has its closed values on the page from the start. A string
///   literal is the same in every series.
/// - `buckets = […]`: upper bounds in seconds, increasing; by default [`DURATION_BUCKETS`]. A path to a `&'static [f64]` will do.
/// - `outcome(label = "…", success = "…", failure = "…", panic = "…", cancelled = "…")`: other words for the label and its values.
/// - `outcome = none`: no such label; every call is counted in one series.
///
/// These need none:
///
/// - `ok_if = |result| …`, `error_if = |result| …`: what a success, or a failure, is, for a type that does not say so by [`Outcome`], or says
///   something else. A path such as `Option::is_some` will do.
/// - `only = failure`, `only = success`: calls that end otherwise are not recorded. Panics and cancelled calls are no successes.
/// - `counted`, `in_flight`: also does what these attributes do, with the same labels. Beside a `name` they have one too:
///   `counted(name = "…_total", help = "…")`, `in_flight(name = "…", high_water)`.
/// - `slow = "250ms"`: also counts the calls that take longer, in `function_calls_slow_total`, or under the name with `_slow_total` in place
///   of `_seconds`.
/// - `clock = busy`: for `async fn`; also records how long its future was polled rather than waiting, in `function_busy_seconds`, or under
///   the name with `_busy_seconds` in place of `_seconds`.
/// - `slo(objective = 99.9, latency = "250ms")`: what is promised of the calls: that of a hundred as many are good, and end within that time,
///   which has to be one of the buckets' bounds. Recorded is nothing more; [`call_sites`] tells it.
/// - `registry = expression`: the registry that the families are in, such as `&*REGISTRY`; evaluated once. They are not in it before the first
///   call.
/// - `metric = expression`: no family of the attribute's own. Calls are recorded, however they end, into a metric that is declared elsewhere:
///   `metric = SHOP.packing_seconds`, `metric = BAKED.with(Oven { oven })`.
/// - `sample = 100`: times the first call of each thread and every hundredth after it. `counted` counts all of them.
/// - `crate = path`: where this crate is, if not at `::tickmark`.
///
/// ```
/// use tickmark::timed;
///
/// struct Response {
///     status: u16,
/// }
///
/// #[timed(counted, in_flight, slow = "250ms", error_if = |response| response.status >= 500)]
/// fn handle(status: u16) -> Response {
///     Response { status }
/// }
///
/// handle(503);
/// let page = tickmark::encode();
/// assert!(page.contains(r#"function="handle",outcome="failure"} 1"#));
/// assert!(page.contains("# TYPE function_calls_slow_total counter\n"));
/// ```
///
/// # Cost
///
/// Two readings of the clock and two plain additions; no lock and no allocation, but for the first call with a new
/// value of an open label.
pub use tickmark_macros::timed;

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
