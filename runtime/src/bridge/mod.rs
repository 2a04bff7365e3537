//! To and from the crate [`prometheus`], for programs that already use it.
//!
//! The way in: a [`prometheus::Registry`] is a [`Collect`](crate::Collect), so it can be attached as it is; a single
//! collector goes into a [`PrometheusCollector`]; timestamps of theirs don't come along. The way out: a [`RegistryCollector`] is a collector of that crate.
//!
//! ```
//! use prometheus::{IntCounter, core::Collector};
//! use tickmark::{Counter, Registry, bridge::{PrometheusCollector, RegistryCollector}};
//!
//! // In: what other code counts with `prometheus` appears on our page.
//! let requests = IntCounter::new("requests_total", "Requests.")?;
//! let ours = Registry::new();
//! ours.attach(PrometheusCollector(requests.clone()));
//! requests.inc();
//! assert!(ours.encode().contains("requests_total 1\n"));
//!
//! // Out: what we count appears on theirs.
//! static ORDERS: Counter = Counter::new();
//! ours.register("shop_orders_total", "Orders taken.", &ORDERS)?;
//! ORDERS.inc();
//! let theirs = prometheus::Registry::new();
//! theirs.register(Box::new(RegistryCollector::new(&ours)))?;
//! assert_eq!(theirs.gather()[0].name(), "shop_orders_total");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod inward;
mod model;
mod outward;
#[cfg(test)]
mod tests;

pub use inward::PrometheusCollector;
pub use outward::RegistryCollector;
