//! The crates that are compared, each used as its own documentation recommends.

mod autometrics;
mod fast_telemetry;
mod fastmetrics;
#[cfg(feature = "foundations")]
mod foundations;
mod function_timer;
mod measured;
mod metered;
mod metrics;
mod opentelemetry;
mod prometheus;
mod prometheus_client;
mod tickmark;
mod vise;

use crate::harness::Bench;

/// The peer that is none.
pub use tickmark::NAME as OURS;

/// Adds what all of them do.
pub fn add(bench: &mut Bench) {
    tickmark::add(bench);
    prometheus::add(bench);
    prometheus_client::add(bench);
    metrics::add(bench);
    measured::add(bench);
    vise::add(bench);
    #[cfg(feature = "foundations")]
    foundations::add(bench);
    fastmetrics::add(bench);
    fast_telemetry::add(bench);
    metered::add(bench);
    autometrics::add(bench);
    opentelemetry::add(bench);
    function_timer::add(bench);
}
