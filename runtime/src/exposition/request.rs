//! What a scrape asks for.

use std::io::{self, Write};

use super::{
    Encoder, Escaping, Format, Response,
    compress::{Coding, Compressor},
    negotiate,
    selection::{Names, Selection},
};
use crate::registry::Registry;

/// What a scrape asks for: read from the headers of its request, answered at once or written as it comes into being.
///
/// Headers that came in several lines are one, joined by commas; one that is not there is `None`. Whatever a header holds, there is an
/// answer: text 0.0.4 without compression at least.
///
/// ```
/// use std::sync::Arc;
///
/// use tickmark::{Counter, Gauge, Registry, exposition::{Request, names_from_query}};
///
/// let registry = Registry::new();
/// registry.register("sales_total", "Sales.", Arc::new(Counter::new())).expect("the name is free");
/// registry.register("carts", "Open carts.", Arc::new(Gauge::new())).expect("the name is free");
///
/// let request = Request::new().accept("text/plain").names(names_from_query("name[]=carts"));
/// assert_eq!(request.content_type(), "text/plain; version=0.0.4; charset=utf-8");
///
/// let mut body = Vec::new();
/// request.write(&registry, &mut body)?;
/// assert_eq!(body, b"# HELP carts Open carts.\n# TYPE carts gauge\ncarts 0\n");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    format: Format,
    escaping: Escaping,
    coding: Coding,
    names: Option<Names>,
}

impl Request {
    /// Every family, as text 0.0.4, without compression.
    pub const fn new() -> Self {
        let (format, escaping) = (Format::Text0_0_4, Escaping::Underscores);
        Self { format, escaping, coding: Coding::Identity, names: None }
    }

    /// The same in the format that this header wants most, as
    /// [Prometheus](https://prometheus.io/docs/instrumenting/content_negotiation/) and
    /// [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1) have it.
    ///
    /// - The range that says most about a format decides its weight; a weight of zero refuses it. Of formats with the same weight, one
    ///   that is named comes before one that a wildcard covers, then what stands first.
    /// - `text/plain` without a version is 0.0.4, `application/openmetrics-text` is 0.0.1; a version that isn't known is none of ours.
    ///   Protobuf is given only for `proto=io.prometheus.client.MetricFamily` with `encoding=delimited`. `*/*` is text 0.0.4,
    ///   `application/*` OpenMetrics 1.0.0.
    /// - `escaping` may be any of the [schemes](Escaping); without, or where it isn't known, it is `underscores`.
    /// - A range that can't be read, or with a weight that isn't one, is passed over. Where nothing is left, it is text 0.0.4: Prometheus
    ///   asks for that instead of the status 406.
    #[must_use]
    pub fn accept<'a>(mut self, header: impl Into<Option<&'a str>>) -> Self {
        (self.format, self.escaping) = negotiate::format::choose(header.into().unwrap_or_default());
        self
    }

    /// The same in this format, whatever a header says; names are escaped as before, so [`accept`](Self::accept) the header first.
    ///
    /// ```
    /// use tickmark::exposition::{Format, Request};
    ///
    /// assert_eq!(Request::new().format(Format::Json).content_type(), "application/json");
    /// ```
    #[must_use]
    pub const fn format(mut self, format: Format) -> Self {
        self.format = format;
        self
    }

    /// The same with the compression that this header wants most, as
    /// [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3) has it.
    ///
    /// With the features `gzip` and `zstd` it can be what they are called; of those that are wanted alike it is zstd. Where nothing is
    /// wanted that is there, also where an uncompressed body is refused, the body is not compressed. How long it is does not matter.
    #[must_use]
    pub fn accept_encoding<'a>(mut self, header: impl Into<Option<&'a str>>) -> Self {
        self.coding = negotiate::coding::choose(header.into().unwrap_or_default());
        self
    }

    /// The same with this family, and no others but those that are named as well.
    ///
    /// The name may be that of a sample: `x_bucket` is as good as `x`. Where no family has the name, there is nothing on the page. Collectors
    /// are asked even so: what they have is known when they have said it.
    #[must_use]
    pub fn name(self, name: impl Into<String>) -> Self {
        self.names([name])
    }

    /// The same with these families, and no others but those that are named as well; where there are no names, nothing changes.
    #[must_use]
    pub fn names<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        for name in names {
            self.names.get_or_insert_default().insert(name.into());
        }
        self
    }

    /// The header `Content-Type` of the answer.
    pub const fn content_type(&self) -> &'static str {
        self.format.content_type(self.escaping)
    }

    /// The header `Content-Encoding` of the answer, if it has one.
    pub const fn content_encoding(&self) -> Option<&'static str> {
        self.coding.content_encoding()
    }

    /// The answer, all of it in memory.
    pub fn respond(&self, registry: &Registry) -> Response {
        self.respond_in(registry, Vec::new()).0
    }

    /// The same in memory that was used before, with the names of the collectors of which something had to be left out.
    pub(crate) fn respond_in(&self, registry: &Registry, mut body: Vec<u8>) -> (Response, Vec<String>) {
        body.clear();
        if let Ok(failed) = self.write_watched(registry, &mut body) {
            return (Response::new(self, body), failed);
        }
        // Memory can be written to; only what compresses may want more of it than there is.
        let plain = Self { coding: Coding::Identity, ..self.clone() };
        body.clear();
        let failed = plain.write_watched(registry, &mut body).unwrap_or_default();
        (Response::new(&plain, body), failed)
    }

    /// Writes the body of the answer, in pieces and compressed on the way; [`content_type`](Self::content_type) and
    /// [`content_encoding`](Self::content_encoding) are known before.
    ///
    /// # Errors
    ///
    /// What `writer` fails with. What was written until then is no page: an answer that has begun has to be cut off.
    pub fn write(&self, registry: &Registry, writer: impl Write) -> io::Result<()> {
        self.write_watched(registry, writer).map(|_| ())
    }

    fn write_watched(&self, registry: &Registry, writer: impl Write) -> io::Result<Vec<String>> {
        let mut compressor = Compressor::new(self.coding, writer)?;
        let families = Selection { registry, names: self.names.as_ref() };
        let failed =
            Encoder::new(self.format).escaping(self.escaping).write_some(families, &mut compressor)?;
        compressor.finish().map(|()| failed)
    }
}

impl Default for Request {
    fn default() -> Self {
        Self::new()
    }
}
