//! Which span something was observed in.

use super::ExemplarLabels;
use crate::label::LabelsBuf;

/// Where an observation was made: the ids of a trace and of a span in it, as W3C's trace context has them.
///
/// As [labels](ExemplarLabels) they are `trace_id` and `span_id`, in 32 and 16 lower-case hexadecimal digits: where
/// [OpenTelemetry](https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#exemplars) looks for them.
///
/// ```
/// use tickmark::{ExemplarLabels, SpanIds};
///
/// let labels = SpanIds::new(0xabc, 7).labels();
/// let expected = r#"trace_id="00000000000000000000000000000abc",span_id="0000000000000007""#;
/// assert_eq!(labels.as_labels().as_str(), expected);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SpanIds {
    trace_id: u128,
    span_id: u64,
}

impl SpanIds {
    /// This span of this trace.
    pub const fn new(trace_id: u128, span_id: u64) -> Self {
        Self { trace_id, span_id }
    }

    /// The trace.
    pub const fn trace_id(self) -> u128 {
        self.trace_id
    }

    /// The span.
    pub const fn span_id(self) -> u64 {
        self.span_id
    }
}

impl ExemplarLabels for SpanIds {
    fn labels(self) -> LabelsBuf {
        let (trace_id, span_id) = (format!("{:032x}", self.trace_id), format!("{:016x}", self.span_id));
        [("trace_id", trace_id), ("span_id", span_id)].labels()
    }
}
