//! Pages in every format.

use std::io::{self, Write};

use super::{
    Escaping, Format, json::Json, open_metrics::OpenMetrics, page::Page, protobuf::Protobuf,
    selection::Selection, text::Text,
};
use crate::registry::Registry;

/// Writes pages in a format.
///
/// ```
/// use tickmark::{Registry, exposition::{Encoder, Format}};
///
/// let mut page = Vec::new();
/// Encoder::new(Format::OpenMetrics1_0_0).encode(&Registry::new(), &mut page);
/// assert_eq!(page, b"# EOF\n");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Encoder {
    format: Format,
    escaping: Escaping,
    /// What the registry is configured for, where there is nothing.
    has_created: Option<bool>,
    has_ranges: Option<bool>,
}

impl Encoder {
    /// Writes this format.
    pub const fn new(format: Format) -> Self {
        Self { format, escaping: Escaping::Underscores, has_created: None, has_ranges: None }
    }

    /// The same with names escaped like this, where the format has a choice: before version 1.0.0 text knows Prometheus' old alphabet alone.
    pub const fn escaping(mut self, escaping: Escaping) -> Self {
        self.escaping = escaping;
        self
    }

    /// The same with a sample in OpenMetrics that says when a counter, a histogram or a summary began, where `is_on`; without, the registry's
    /// [configuration](crate::Config::created) says whether.
    ///
    /// Prometheus takes it for one more series each, unless its feature `created-timestamp-zero-ingestion` is on; that is why it is off. In
    /// protobuf and JSON, where it is none, it is always there.
    pub const fn created(mut self, is_on: bool) -> Self {
        self.has_created = Some(is_on);
        self
    }

    /// The same with the buckets of native histograms as text in the way of VictoriaMetrics, by the label
    /// [`vmrange`](https://docs.victoriametrics.com/victoriametrics/keyconcepts/#histogram), where `is_on`; Prometheus does not know it.
    /// Without, the registry's [configuration](crate::Config::vmrange) says whether.
    pub const fn vmrange(mut self, is_on: bool) -> Self {
        self.has_ranges = Some(is_on);
        self
    }

    /// What `Content-Type` says of the page.
    pub const fn content_type(&self) -> &'static str {
        self.format.content_type(self.escaping)
    }

    /// Appends the page of `registry` to `page`, whose memory can be used again for the next scrape.
    pub fn encode(&self, registry: &Registry, page: &mut Vec<u8>) {
        // Memory takes all there is.
        _ = self.encode_into(Selection::all(registry), Page::whole(page));
    }

    /// Writes the page of `registry` piece by piece: some 32 KiB are kept, in protobuf a family, whose length stands before it.
    ///
    /// # Errors
    ///
    /// The first of the writer's. All that belongs on the page is asked for even so, and nothing more is written.
    pub fn write(&self, registry: &Registry, writer: &mut dyn Write) -> io::Result<()> {
        self.write_some(Selection::all(registry), writer).map(|_| ())
    }

    /// The same with some families only. Returns the names of the collectors of which something had to be left out.
    pub(super) fn write_some(
        self,
        families: Selection<'_>,
        writer: &mut dyn Write,
    ) -> io::Result<Vec<String>> {
        self.encode_into(families, Page::in_pieces(&mut Vec::new(), writer))
    }

    fn encode_into(self, families: Selection<'_>, page: Page<'_>) -> io::Result<Vec<String>> {
        let (failed, result) = match self.format {
            Format::Text0_0_4 | Format::Text1_0_0 => {
                let has_ranges = self.has_ranges.unwrap_or_else(|| families.registry.has_vmrange());
                let mut sink = Text::new(page, self.escaping_of_text(), has_ranges);
                (families.collect(&mut sink), sink.finish())
            }
            Format::OpenMetrics0_0_1 | Format::OpenMetrics1_0_0 => {
                let has_created = self.has_created.unwrap_or_else(|| families.registry.has_created());
                let mut sink = OpenMetrics::new(page, self.escaping_of_text(), has_created);
                (families.collect(&mut sink), sink.finish())
            }
            Format::Protobuf => {
                let mut sink = Protobuf::new(page, self.escaping);
                (families.collect(&mut sink), sink.finish())
            }
            Format::Json => {
                let mut sink = Json::new(page);
                (families.collect(&mut sink), sink.finish())
            }
        };
        result.map(|()| failed)
    }

    /// Names that a format can't have are escaped, whoever asks for what.
    const fn escaping_of_text(self) -> Escaping {
        match (self.format, self.escaping) {
            (Format::Text0_0_4 | Format::OpenMetrics0_0_1, Escaping::AllowUtf8) => Escaping::Underscores,
            (_, escaping) => escaping,
        }
    }
}

/// Appends the page of `registry` in the text format, version 0.0.4, to `page`, whose memory can be used again for the next scrape.
///
/// Where bytes are as good as a string, [`Encoder::encode`] saves looking at each of them once more.
pub fn encode_text(registry: &Registry, page: &mut String) {
    let mut bytes = std::mem::take(page).into_bytes();
    Encoder::new(Format::Text0_0_4).encode(registry, &mut bytes);
    // What is written is text; there is nothing to be lost.
    *page = String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
}
