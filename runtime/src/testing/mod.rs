//! What tests of annotated code need: a registry of their own, assertions on its page, and a clock that only they move.
//!
//! ```
//! use tickmark::{Registry, counted, testing::{assert_metrics, with_registry}};
//!
//! #[counted(name = "shop_orders_total")]
//! fn order(pieces: u32) -> Result<(), String> {
//!     if pieces == 0 { Err("nothing is ordered".to_owned()) } else { Ok(()) }
//! }
//!
//! let registry = Registry::new();
//! with_registry(&registry, || order(0)).expect_err("nothing is ordered");
//! assert_metrics!(registry, r#"shop_orders_total{outcome="failure"} 1"#);
//! ```
//!
//! The feature `testing` brings it. It is for dev-dependencies: with it, durations are measured by the operating system's
//! clock, in whole nanoseconds, so that what a test reads on the page is exact. That costs more than the processor's
//! counter, so benchmarks are built without. Mind that cargo builds all packages of one command with the features of all: in a workspace,
//! name the package that is to be measured.
//!
//! ```toml
//! [dev-dependencies]
//! tickmark = { version = "0.1", features = ["testing"] }
//! ```

mod assert;
mod clock;
mod expectation;
mod lint;
mod nearest;
mod page;
mod scope;
mod series;
mod snapshot;
#[cfg(test)]
mod tests;

#[doc(inline)]
pub use assert::assert_metrics;
#[doc(hidden)]
pub use assert::{Observe, assert_lines};
pub use clock::FakeClock;
pub use lint::{Lint, lint};
pub use scope::{WithRegistry, with_registry, with_registry_async};
pub use snapshot::Snapshot;

pub use crate::name::lint::Rule;
