//! Pages read back: every text format, into families and samples.

mod cursor;
mod dialect;
mod error;
mod families;
mod kind;
mod line;
mod model;
mod number;
mod reading;
#[cfg(test)]
mod tests;

pub(super) use dialect::Dialect;
pub use error::ParseError;
pub(super) use families::{Note, Oddity};
pub use kind::Type;
pub use model::{Label, Page, ParsedExemplar, ParsedFamily, Sample};
pub(super) use model::{is_plain_name, owns};
pub(super) use number::number;
pub use number::{ParsedNumber, ParsedTimestamp};
pub(super) use reading::Reading;

use super::Format;

/// Reads a page of one of the text formats.
///
/// - [`Text0_0_4`](Format::Text0_0_4) and [`Text1_0_0`](Format::Text1_0_0) are read as
///   [Prometheus reads them](https://prometheus.io/docs/instrumenting/exposition_formats/#text-format-details): with any blanks, comments and
///   empty lines, and with or without a line feed at the end.
/// - [`OpenMetrics0_0_1`](Format::OpenMetrics0_0_1) and [`OpenMetrics1_0_0`](Format::OpenMetrics1_0_0) are read as
///   [the grammar of OpenMetrics](https://prometheus.io/docs/specs/om/open_metrics_spec/#abnf) has it: one blank between parts, no comments, and
///   `# EOF` at the end.
///
/// Names of any letters may stand in quotes in all four: `{"my.metric","a label"="value"} 1`.
///
/// This asks for what a page must have to be read at all. Whether what it says makes sense, such as a histogram whose buckets are cumulative,
/// is the business of [`check`](fn@super::check).
///
/// ```
/// use tickmark::exposition::{Format, parse, parse::Type};
///
/// let page = parse("# TYPE orders counter\norders_total{paid=\"card\"} 17 # {trace_id=\"4bf92f35\"} 1\n# EOF\n", Format::OpenMetrics1_0_0)?;
///
/// let family = &page.families[0];
/// assert_eq!((&*family.name, family.kind), ("orders", Type::Counter));
/// assert_eq!(family.samples[0].label("paid"), Some("card"));
/// assert_eq!(family.samples[0].value.value(), 17.0);
/// assert_eq!(family.samples[0].exemplar.as_ref().and_then(|exemplar| exemplar.label("trace_id")), Some("4bf92f35"));
///
/// let error = parse("orders_total seventeen\n", Format::Text0_0_4).expect_err("that is no number");
/// assert_eq!(error.to_string(), "line 1, column 14: `seventeen` is no number: write one like `17`, `0.5`, `1e-3`, `+Inf` or `NaN`");
/// # Ok::<(), tickmark::exposition::parse::ParseError>(())
/// ```
///
/// # Errors
///
/// What is wrong with the first line that is no part of such a page, and where; and for [`Format::Protobuf`] and [`Format::Json`], that they are
/// no text formats.
///
/// # Performance
///
/// It reads each letter a bounded number of times. What is not escaped is borrowed from the page; the rest is in proportion to it.
pub fn parse(page: &str, format: Format) -> Result<Page<'_>, ParseError> {
    let Some(dialect) = Dialect::of(format) else {
        return Err(ParseError::of_format(format));
    };
    Reading::until_an_error(page, dialect).into_page()
}
