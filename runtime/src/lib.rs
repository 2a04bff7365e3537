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
//! | know how a stream ends, and what it yields | [`timed(stream)`](macro@timed#streams) |
//! | tell success from failure for a type of your own | [`Outcome`] |
//! | count something that is not a call | [`Counter`], [`Gauge`], [`UpDown`], [`Histogram`], [`register`] |
//! | time or count a section of a function | [`time!`], [`count!`], [`Histogram::start_timer`] |
//! | know why calls fail | [`ErrorKind`](derive@ErrorKind), [`KindOf`] |
//! | declare what belongs together, with units | [`Metrics`](derive@Metrics), [`Seconds`], [`Bytes`], [`Ratio`] |
//! | say what the program is, or which state it is in | [`build_info!`], [`Info`](struct@Info), [`StateSet`](struct@StateSet) |
//! | split it by labels | [`Family`], [`LabelSet`](derive@LabelSet), [`LabelValue`](derive@LabelValue) |
//! | split it by labels whose values go again | [`RemovableFamily`] |
//! | serve the page | [`encode`], [`CONTENT_TYPE`] |
//! | be told of declarations that clash | [`check`] |
//! | list what is annotated | [`call_sites`] |
//! | switch it all off | [`set_enabled`], or the feature `enabled` |
//! | have series that go again | [`RemovableFamily`] |
//! | name, label, limit or leave out metrics when a program starts | [`Config`], [`configure`] |
//! | bring in values that are kept elsewhere | [`GaugeFn`], [`CounterFn`], [`Collect`] |
//! | use what already counts with the crate `prometheus` | [`bridge`] |
//! | keep a test's metrics to itself | `testing::with_registry`, [`Registry::new`] |
//! | assert what the page says, or what changed on it | `testing::assert_metrics`, `testing::Snapshot` |
//! | find names that break the field's habits | `testing::lint` |
//! | test how long something takes, without waiting | `testing::FakeClock` |
//!
//! # How a call ends
//!
//! An annotated call ends in one of four ways, and every one is recorded: `success`; `failure`, when it returns what
//! [`Outcome`] calls one, such as an `Err`; `panic`; and `cancelled`, when its future or its stream is dropped before it is done.
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
//! - `stream`: the argument [`stream`](macro@timed#streams), for functions that return a `Stream` of the crate `futures-core`.
//! - `toml`: [`Config`] from a file.
//! - `testing`: for dev-dependencies, a registry for each test, assertions on its page, and `testing::FakeClock`, a clock that
//!   tests move by hand. Durations then come from the operating
//!   system's clock, exact to the nanosecond but dearer: don't benchmark with it.
//!
//! # Supported Rust
//!
//! 1.88 or later. Raising it is a minor release of its own, to a version at least twelve months old.

// The macros name this crate `::tickmark`, also in its own tests and examples.
extern crate self as tickmark;

mod attribute;
mod buckets;
mod build_info;
mod catalog;
mod cell;
mod clock;
mod collector;
mod config;
mod exposition;
mod family;
mod field;
mod instrument;
mod kind;
mod label;
mod metric;
mod name;
mod place;
mod registry;
mod section;
mod sink;
mod unit;

#[doc(hidden)]
pub mod __private;
#[cfg(feature = "prometheus")]
pub mod bridge;
#[cfg(feature = "testing")]
pub mod testing;

pub use attribute::{counted, in_flight, register, timed};
pub use buckets::{BYTE_BUCKETS, Buckets, DURATION_BUCKETS, RATIO_BUCKETS};
pub use catalog::{check, configure, global};
pub use collector::Collect;
pub use config::{Config, ConfigError};
pub use exposition::{CONTENT_TYPE, encode, encode_text};
pub use family::{Family, OVERFLOW, RemovableFamily, SERIES_LIMIT, Series};
pub use instrument::{Descriptor, Metrics, Outcome, Slo, call_sites, is_enabled, set_enabled};
pub use kind::Kind;
pub use label::{ErrorKind, KindOf, LabelDescriptor, LabelSet, LabelValue, Labels, LabelsBuf};
pub use metric::{
    BoundCounter, BoundFloatCounter, BoundGauge, BoundHistogram, BoundNativeHistogram, BoundStateSet,
    BoundSummary, BoundUpDown, Counter, CounterFn, FloatCounter, Gauge, GaugeFn, Histogram, Info, Instrument,
    Metric, NativeHistogram, StateSet, Summary, Timer, UpDown, UpDownGuard,
};
pub use registry::{Problem, Problems, Registry};
pub use section::{count, time};
pub use sink::{FamilyMeta, HistogramValue, NativeValue, Number, Sink, StateSetValue, SummaryValue};
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
/// Makes a struct the labels of an info metric, one for each field.
///
/// An info metric is one series whose value is always 1: what there is to know stands in its labels. The struct becomes a
/// [`LabelSet`](derive@LabelSet) as by the derive of that name, with `#[info(…)]` in place of `#[label(…)]` and as many labels as it
/// likes. One of the two derives is enough.
///
/// ```
/// use tickmark::{Info, LabelSet};
///
/// #[derive(Info)]
/// struct Build {
///     version: &'static str,
///     #[info(rename = "revision")]
///     commit: String,
/// }
///
/// let names = Build::LABELS.iter().map(|label| label.name());
/// assert!(names.eq(["version", "revision"]));
/// ```
pub use tickmark_macros::Info;
/// Makes a struct the labels of a family, one for each field.
///
/// A field is the label of its name; its type is a [`LabelValue`](trait@LabelValue), or an `Option` of one
/// for a label that [may be missing](trait@LabelValue#labels-that-may-be-missing).
///
/// ```
/// use std::net::SocketAddr;
///
/// use tickmark::{Counter, Family, LabelSet};
///
/// #[derive(LabelSet)]
/// struct Route<'a> {
///     path: &'a str,
///     #[label(rename = "tls")]
///     secure: bool,
/// }
///
/// #[derive(LabelSet)]
/// struct Request<'a> {
///     #[label(flatten)]
///     route: Route<'a>,
///     #[label(display)]
///     peer: Option<SocketAddr>,
/// }
///
/// assert_eq!(Route::LABELS[1].name(), "tls");
/// assert_eq!(Route::LABELS[1].values(), Some(["false", "true"].as_slice()));
///
/// /// Requests by where they go.
/// #[tickmark::register]
/// static ROUTED_REQUESTS_TOTAL: Family<Request, Counter> = Family::new();
///
/// let peer = Some(SocketAddr::from(([127, 0, 0, 1], 80)));
/// ROUTED_REQUESTS_TOTAL.with(Request { route: Route { path: "/", secure: true }, peer }).inc();
/// let page = tickmark::encode();
/// assert!(page.contains(r#"routed_requests_total{path="/",tls="true",peer="127.0.0.1:80"} 1"#));
/// ```
///
/// # On a field
///
/// - `rename = "…"`: another name for the label.
/// - `flatten`: the field is a label set itself, and its labels stand in its place. The names of all of them differ, and a family has at
///   most eight.
/// - `display`: the value is what the field's `Display` writes, for ids, addresses and the like; or what is in a field that is written as an
///   `Option<…>`. It is open, whatever it is. Up to 64 bytes are written without an allocation.
///
/// On the struct, there may be `crate = path`: where this crate is, if not at `::tickmark`.
pub use tickmark_macros::LabelSet;
/// Makes an enum a closed set of label values.
///
/// `Method::BankTransfer` becomes `bank_transfer`. On the enum, `#[label(rename_all = "…")]` takes `snake_case` (the default),
/// `lowercase`, `UPPERCASE`, `camelCase`, `PascalCase`, `SCREAMING_SNAKE_CASE` or `kebab-case`; on a variant,
/// `#[label(rename = "…")]` takes any text that is not empty: for a label without a value there is `Option<Method>`. No two
/// variants read the same. On the enum there may also be `crate = path`: where this crate is, if not at `::tickmark`.
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
///
/// With `#[label(name = "…")]` the enum alone is a [`LabelSet`](derive@LabelSet) too, of one label, for families that have no other:
///
/// ```
/// use tickmark::{Counter, Family, LabelValue};
///
/// #[derive(LabelValue)]
/// #[label(name = "mode")]
/// enum Mode {
///     Eco,
///     Boost,
/// }
///
/// static STARTS: Family<Mode, Counter> = Family::new();
///
/// STARTS.with(Mode::Eco).inc();
/// assert_eq!(STARTS.with(Mode::Boost).get(), 0);
/// ```
pub use tickmark_macros::LabelValue;
/// Makes a struct a group of metrics, one for each field.
///
/// ```
/// use std::time::Duration;
///
/// use tickmark::{Bytes, Counter, Family, Gauge, Histogram, LabelSet, LabelValue, Metrics, Seconds};
///
/// #[derive(LabelValue)]
/// enum Method {
///     Card,
///     Cash,
/// }
///
/// #[derive(LabelSet)]
/// struct PaidBy {
///     method: Method,
/// }
///
/// #[derive(Metrics)]
/// #[metrics(prefix = "bakery")]
/// struct Bakery {
///     /// Orders by how they were paid.
///     orders_total: Family<PaidBy, Counter>,
///     /// Time to bake one.
///     #[metric(buckets = [60.0, 600.0, 3_600.0])]
///     baking: Histogram<Seconds>,
///     recipes: Cache,
/// }
///
/// #[derive(Metrics)]
/// struct Cache {
///     /// What it takes in memory.
///     size: Gauge<Bytes>,
/// }
///
/// #[tickmark::register]
/// static BAKERY: Bakery = Bakery::new();
///
/// BAKERY.orders_total.with(PaidBy { method: Method::Card }).inc();
/// BAKERY.baking.observe(Duration::from_secs(300));
/// BAKERY.recipes.size.set(512_u64);
///
/// let page = tickmark::encode();
/// assert!(page.contains(r#"bakery_orders_total{method="card"} 1"#));
/// assert!(page.contains(r#"bakery_orders_total{method="cash"} 0"#));
/// assert!(page.contains(r#"bakery_baking_seconds_bucket{le="600"} 1"#));
/// assert!(page.contains("bakery_recipes_size_bytes 512"));
/// ```
///
/// The struct gets a `const fn new()`, for statics with [`register`](macro@register), and [`Metrics::register`](trait@Metrics) for a
/// registry of one's own.
///
/// # What can be a field
///
/// | field | on the page |
/// |---|---|
/// | [`Counter`], [`FloatCounter`], [`CounterFn`] | a counter |
/// | [`Gauge`], [`UpDown`], [`GaugeFn`] | a gauge |
/// | [`Histogram`], [`NativeHistogram`] | a histogram |
/// | [`Summary`] | a summary: a count and a sum |
/// | [`Info`](struct@Info), [`StateSet`](struct@StateSet) | a gauge, until formats come that know them |
/// | [`Family`], [`RemovableFamily`] | a series for each combination of label values |
/// | another such struct | its families; their names begin with that of the field |
/// | an `Option` of any | nothing where there is nothing in it, as there is at the start |
///
/// # Names
///
/// A family is called `prefix_field_unit`, a counter `prefix_field_unit_total`, an [`Info`](struct@Info) `prefix_field_info`. The prefix is that of the
/// struct and of those around it; the unit is that of the type, or of `unit`. What the field ends in already is not added: `orders` and
/// `orders_total` are one. The documentation of a field, up to its first blank line, is the help text.
///
/// # On the struct: `#[metrics(…)]`
///
/// - `prefix = "…"`: what all names begin with.
/// - `labels(key = "…", …)`: labels on every series.
/// - `crate = path`: where this crate is, if not at `::tickmark`.
///
/// # On a field: `#[metric(…)]`
///
/// - `name = "…"`: another name than that of the field; `help = "…"`: another text than its documentation.
/// - `unit = "…"`: what it is measured in, where the type doesn't say.
/// - `buckets = [0.1, 0.5, 1.0]`: the upper bounds of a histogram, or a constant that is a list of them.
/// - `labels(key = "…", …)`: labels on every series. With different ones, two fields may be one family.
/// - `limit = 200`, and for a [`RemovableFamily`] `ttl = "10min"`: how many series there may be, and how long one stays that nobody uses.
/// - `read = function`, `every = "10s"`: what a [`GaugeFn`] or a [`CounterFn`] asks, and how often at most. Without it nothing is on the page
///   until the program says what to ask.
/// - `init = expression`: the whole value, instead of `buckets`, `limit`, `ttl` and `read`; a constant.
/// - `prefix = "…"` or `flatten`: what the names of a struct of metrics begin with, instead of the field; or nothing.
///
/// # Rules
///
/// The compiler checks names, labels, units and buckets, among them the rules of
/// [`promlint`](https://prometheus.io/docs/prometheus/latest/command-line/promtool/#promtool-check). Where one has to be broken,
/// `#[allow_metric(rule)]` stands on the field: `camel_case`, `duplicate`, `help`, `reserved_suffix`, `total`, `type_in_name`, `unit` or
/// `unit_abbreviation`. What only shows when the whole program is linked, [`check`] reports.
///
/// ```
/// # use tickmark::{Gauge, Metrics};
/// #[derive(Metrics)]
/// struct Users {
///     /// Who was here today; dashboards know it by this name.
///     #[allow_metric(reserved_suffix)]
///     active_users_count: Gauge,
/// }
/// ```
///
/// # Cost
///
/// That of the metrics: a struct adds nothing when something is recorded.
pub use tickmark_macros::Metrics;
/// Makes an enum the states of a state set, of which one is current.
///
/// A state set is one series for each state, with the value 1 where that is the current one and 0 where it is not. The enum becomes a
/// [`LabelValue`](derive@LabelValue) as by the derive of that name, with `#[state(…)]` in place of `#[label(…)]`, and has at most 64
/// variants. One of the two derives is enough.
///
/// ```
/// use tickmark::{LabelValue, StateSet};
///
/// #[derive(StateSet)]
/// enum Health {
///     Up,
///     #[state(rename = "sick")]
///     Degraded,
///     ShuttingDown,
/// }
///
/// assert_eq!(Health::VALUES, Some(["up", "sick", "shutting_down"].as_slice()));
/// ```
pub use tickmark_macros::StateSet;
pub use unit::{Bytes, Measure, Ratio, Seconds, TimeUnit, Unit};

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
