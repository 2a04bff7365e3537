//! Bytes out: what a scrape gets, in the formats that there are.

pub mod check;
mod compress;
mod encoder;
mod format;
mod json;
mod negotiate;
mod number;
mod open_metrics;
mod page;
pub mod parse;
mod protobuf;
mod query;
mod request;
mod respond;
mod sample;
mod selection;
#[cfg(test)]
mod tests;
mod text;
mod vmrange;

pub use check::{check, check_pair};
pub use encoder::{Encoder, encode_text};
pub use format::Format;
pub use json::JSON_SCHEMA;
#[cfg(feature = "testing")]
pub(crate) use number::number_text;
pub use parse::parse;
pub use query::names_from_query;
pub use request::Request;
pub use respond::{Response, respond};

pub use crate::name::Escaping;
#[cfg(feature = "testing")]
use crate::registry::current;
use crate::{catalog::global, registry::Registry};

/// The media type of what [`encode`] returns; Prometheus 3 refuses a page without one.
pub const CONTENT_TYPE: &str = Format::Text0_0_4.content_type(Escaping::Underscores);

impl Registry {
    /// The page in the text format, version 0.0.4; send it with [`CONTENT_TYPE`].
    pub fn encode(&self) -> String {
        let mut page = String::new();
        encode_text(self, &mut page);
        page
    }
}

/// The page of the [`global`] registry in the text format, version 0.0.4; send it with [`CONTENT_TYPE`].
///
/// In the scope of a test's registry, with the feature `testing`, it is the page of that one: see `testing::with_registry`.
pub fn encode() -> String {
    here().encode()
}

/// The registry whose page is asked for: the global one, or that of the scope.
#[cfg(feature = "testing")]
fn here() -> Registry {
    current().unwrap_or_else(|| global().clone())
}

/// The registry whose page is asked for.
#[cfg(not(feature = "testing"))]
fn here() -> &'static Registry {
    global()
}
