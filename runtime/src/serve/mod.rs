//! The answer to a scrape, whatever serves it.

mod body;
#[cfg(feature = "exporter")]
pub mod exporter;
mod handler;

pub use body::Body;
#[cfg(feature = "exporter")]
pub use exporter::Exporter;
pub use handler::ScrapeHandler;
