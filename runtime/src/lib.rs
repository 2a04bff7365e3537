//! Annotate functions and structs, scrape Prometheus metrics.

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

pub use buckets::{Buckets, DURATION_BUCKETS};
pub use catalog::{check, global};
pub use collector::Collect;
pub use exposition::{CONTENT_TYPE, encode, encode_text};
pub use family::{Family, OVERFLOW, SERIES_LIMIT};
pub use instrument::Outcome;
pub use kind::Kind;
pub use label::{LabelDescriptor, LabelSet, LabelValue, Labels, LabelsBuf};
pub use metric::{BoundCounter, BoundGauge, BoundHistogram, Counter, Gauge, Histogram, Instrument, Metric};
pub use registry::{Problem, Problems, Registry};
#[doc(inline)]
pub use tickmark_macros::{LabelSet, LabelValue, counted, register, timed};

pub use sink::{FamilyMeta, HistogramValue, Number, Sink, SummaryValue};
