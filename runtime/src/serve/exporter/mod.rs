//! A server for scrapes on a thread of its own, for programs that have none.

#[cfg_attr(not(feature = "web-config"), path = "open.rs")]
mod access;
mod builder;
mod connection;
mod error;
mod handle;
mod limit;
mod metric;
mod network;
mod page;
mod progress;
mod race;
mod refusal;
mod server;
mod service;
mod stop;
mod stream;
mod table;

pub use builder::Builder;
pub use error::ExporterError;
pub use handle::Exporter;
