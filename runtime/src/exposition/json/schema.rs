//! What a page of JSON looks like, for programs and people.

/// The [JSON Schema](https://json-schema.org/draft/2020-12), draft 2020-12, of a page in [`Format::Json`](super::super::Format::Json).
///
/// JSON is for programs that read metrics without a parser of Prometheus' formats: scripts with `jq`, a page in a browser, tests in other
/// languages, tools that go from a metric to where it is declared. Prometheus itself does not read it.
///
/// ```
/// use std::sync::Arc;
/// use tickmark::{FloatCounter, Registry, exposition::{Encoder, Format}};
///
/// let registry = Registry::new();
/// let sales = Arc::new(FloatCounter::new());
/// sales.inc_by(12.5);
/// registry.register("sales_total", "Sales \"before\" tax.", sales)?;
///
/// let mut page = Vec::new();
/// Encoder::new(Format::Json).encode(&registry, &mut page);
/// let page = String::from_utf8(page)?;
/// let lines: Vec<&str> = page.lines().collect();
/// assert_eq!(lines[0], r#"{"families":["#);
/// assert!(lines[1].starts_with(r#"{"name":"sales_total","kind":"counter","help":"Sales \"before\" tax.","declared":{"file":"#));
/// assert!(lines[2].starts_with(r#"{"labels":{},"value":12.5,"created":"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # The shape
///
/// One object with all families, in the order of their names; each with its series, in the order of the other formats. Each family and
/// each series is on a line of its own. What is not known is absent, never `null`.
///
/// | in | there is |
/// |---|---|
/// | each family | `name`, `kind`, `help`, `series`; `unit` and `declared`, a `file` and a `line`, where known |
/// | each series | `labels`, an object of texts |
/// | `counter` | `value`; `created` and `exemplar` |
/// | `gauge`, `unknown` | `value` |
/// | `histogram` | `count`, `sum` and `buckets`, each with `le` and `count`; `created` and `exemplars` |
/// | `histogram`, a native one | `count`, `sum`, `schema`, `zero_threshold`, `zero_count`, `not_a_number`, `positive` and `negative`; `buckets`, `created` and `exemplars` |
/// | `gauge_histogram` | `count`, `sum` and `buckets`; `exemplars` |
/// | `summary` | `count`, `sum` and `quantiles`, each with `quantile` and `value`; `created` |
/// | `info` | nothing else |
/// | `state_set` | `states`, an object of `true` and `false` |
/// | each exemplar | `labels` and `value`; `time` |
///
/// - **Names** are as they were declared, whatever the [escaping](crate::exposition::Encoder::escaping): JSON can have all letters.
/// - **Numbers** that JSON has none for are the texts `"NaN"`, `"+Inf"` and `"-Inf"`. All others come back as they were, to the last bit;
///   counts are whole numbers up to `18446744073709551615`.
/// - **Moments** are whole milliseconds since 1970 in UTC, which is what `Date` of JavaScript takes.
/// - **Buckets** that were chosen are cumulative, as `le`, less or equal, says: the last, `"+Inf"`, has the `count` of the series. The
///   buckets of native histograms are pairs of an index and the count of that bucket alone.
///
/// A later version may add fields, so readers skip those that they don't know; the schema has all of this version and allows no others.
///
/// # The schema
///
#[doc = "```json"]
#[doc = include_str!("schema.json")]
#[doc = "```"]
pub const JSON_SCHEMA: &str = include_str!("schema.json");
