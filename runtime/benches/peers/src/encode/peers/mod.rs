//! The crates whose pages are compared, each used as its own documentation recommends for labels that come from requests.

mod fastmetrics;
#[cfg(feature = "foundations")]
mod foundations;
mod measured;
mod metrics;
mod prometheus;
mod prometheus_client;
pub mod tickmark;
mod vise;

use super::{row::Row, workload::Workload};

/// Makes all series of a peer, and the rows for its page.
type Rows = fn(&Workload) -> Vec<Row>;

/// All of them by the names that the command line takes.
pub const ALL: &[(&str, Rows)] = &[
    (crate::peers::OURS, tickmark::rows),
    ("measured", measured::rows),
    ("prometheus-client", prometheus_client::rows),
    ("fastmetrics", fastmetrics::rows),
    ("prometheus", prometheus::rows),
    ("metrics", metrics::rows),
    ("vise", vise::rows),
    #[cfg(feature = "foundations")]
    ("foundations", foundations::rows),
];
