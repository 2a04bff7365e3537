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
//! | lead from a number to a trace | [`Exemplar`] |
//! | serve the page, in the format that is asked for | `serve::router`, `serve::handle`, with the feature `serve`; [`respond`], [`exposition::Request`] |
//! | serve it from a program without a web server | `serve::Exporter` |
//! | measure the requests of a server, or come from prometheus-fastapi-instrumentator | `http::MetricsLayer`, with the feature `http` |
//! | know what becomes of the requests that a program sends | `http::ClientLayer`, with the feature `http`; also for `reqwest` |
//! | know what becomes of the calls of gRPC, served or sent | `http::GrpcLayer`, `http::GrpcClientLayer`, with the feature `http` |
//! | write a page in one format | [`encode`], [`exposition::Encoder`] |
//! | read a page back, or find out what is wrong with it | [`exposition::parse`](fn@exposition::parse), [`exposition::check`](fn@exposition::check) |
//! | be told of declarations that clash | [`check`] |
//! | list what is annotated | [`call_sites`] |
//! | switch it all off | [`set_enabled`], or the feature `enabled` |
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
//! once; labels that are closed sets are found by arithmetic. A scrape never blocks who counts: it reads what all threads have added, in
//! the order in which it lies in memory, and copies labels that are kept in the order of the page.
//!
//! # Features
//!
//! - `enabled` (default): off, the attributes check their arguments and leave the function as it is, so that a library can annotate
//!   itself at no cost to those who don't want its metrics.
//! - `prometheus` (default): the [`bridge`] to the crate of that name.
//! - `stream`: the argument [`stream`](macro@timed#streams), for functions that return a `Stream` of the crate `futures-core`.
//! - `toml`: [`Config`] from a file.
//! - `opentelemetry`: [exemplars](Exemplar#from-spans) from the current span of the crate `opentelemetry`, and so of `tracing` where
//!   `tracing-opentelemetry` is used. That crate has to be of version 0.33, as each version has a span of its own.
//! - `exemplars`: the same from any tracer, by `set_exemplar_source`.
//! - `gzip`, `zstd`: pages compressed for scrapers that take it; see [`Request`](exposition::Request). zstd is C.
//! - `http`: `http::MetricsLayer`, which measures the requests of everything that is built of `tower` services: how they end, how long they take,
//!   how many are under way, and how large they and their answers are.
//! - `serve`: answers to scrapes for every server that speaks in the types of the crate `http`: in time, a few at once, one page for all who ask
//!   together.
//! - `axum`: the same as a router, `.merge(tickmark::serve::router())`, and for `http` the routes that axum matched.
//! - `exporter`: `serve::Exporter`, a server for scrapes on a thread of its own; `web-config`, the same behind passwords and bearer tokens, by a file
//!   such as Prometheus' own exporters read; `tls`, the same over TLS, which is C and assembly.
//! - `reqwest`: `http::ClientLayer`, which comes with `http`, as a middleware of the crate `reqwest-middleware`, version 0.5.
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
mod derive;
mod exemplar;
mod family;
mod field;
mod instrument;
mod kept;
mod kind;
mod label;
mod metric;
mod name;
mod nearest;
mod place;
mod registry;
mod section;
mod sink;
mod timestamp;
mod unit;

#[doc(hidden)]
pub mod __private;
#[cfg(feature = "prometheus")]
pub mod bridge;
pub mod exposition;
#[cfg(feature = "http")]
pub mod http;
#[cfg(feature = "serve")]
pub mod serve;
#[cfg(feature = "testing")]
pub mod testing;

pub use attribute::{counted, in_flight, register, timed};
pub use buckets::{BYTE_BUCKETS, Buckets, DURATION_BUCKETS, RATIO_BUCKETS};
pub use catalog::{check, configure, global};
pub use collector::Collect;
pub use config::{Config, ConfigError};
pub use derive::{ErrorKind, Info, LabelSet, LabelValue, Metrics, StateSet};
pub use exemplar::{Exemplar, ExemplarLabels, SpanIds};
#[cfg(feature = "exemplars")]
pub use exemplar::{ExemplarSource, set_exemplar_source};
pub use exposition::{CONTENT_TYPE, encode, encode_text, respond};
pub use family::{Family, OVERFLOW, RemovableFamily, SERIES_LIMIT, Series, VALUE_LIMIT};
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
pub use sink::{
    ClassicBuckets, CounterValue, FamilyMeta, HistogramValue, NativeValue, Number, Sink, StateSetValue,
    SummaryValue,
};
pub use timestamp::Timestamp;
pub use unit::{Bytes, Measure, Ratio, Seconds, TimeUnit, Unit};

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
