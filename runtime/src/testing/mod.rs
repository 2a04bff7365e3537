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
//! Only what is annotated follows a test's registry. Metrics in [`register`](macro@crate::register)ed statics are in the global one, which all
//! tests of a program share: what a test wants for itself is in a struct of metrics, which
//! [`T::register`](crate::Metrics::register) makes in a registry and the test hands on.
//!
//! ```
//! use tickmark::{Counter, Metrics, Registry, testing::assert_metrics};
//!
//! #[derive(Metrics)]
//! struct Shop {
//!     /// Orders taken.
//!     orders_total: Counter,
//! }
//!
//! fn order(shop: &Shop) {
//!     shop.orders_total.inc();
//! }
//!
//! let registry = Registry::new();
//! order(&*Shop::register(&registry)?);
//! assert_metrics!(registry, "orders_total 1");
//! # Ok::<(), tickmark::Problems>(())
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
