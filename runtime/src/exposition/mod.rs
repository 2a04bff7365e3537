//! Bytes out: what a scrape gets.

#[cfg(test)]
mod tests;
mod text;

#[cfg(feature = "testing")]
pub(crate) use text::push_number;
pub use text::{CONTENT_TYPE, encode_text};

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
pub fn encode() -> String {
    global().encode()
}
