//! Bytes out: what a scrape gets, in the formats that there are.

mod format;
#[cfg(test)]
mod tests;
mod text;
mod vmrange;

pub use format::Format;
#[cfg(feature = "testing")]
pub(crate) use text::push_number;
pub use text::{CONTENT_TYPE, encode_text};

pub use crate::name::Escaping;
#[cfg(feature = "testing")]
use crate::registry::current;
use crate::{catalog::global, registry::Registry};

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
