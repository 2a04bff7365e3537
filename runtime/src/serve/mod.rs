//! The answer to a scrape, whatever serves it.

mod body;
mod handler;

pub use body::Body;
pub use handler::ScrapeHandler;
