//! What an exemplar says, before anybody knows whether it is kept.

use crate::label::{Labels, LabelsBuf};

/// The labels of an exemplar, put together only if it is kept.
///
/// Pairs of names and values are, and [`SpanIds`](crate::SpanIds), [`LabelsBuf`] and functions that return any of them: what is dear to find
/// out belongs into a function. Names and values together have at most [128 characters](crate::Exemplar::MOST_CHARACTERS).
///
/// ```
/// use tickmark::Histogram;
///
/// static QUERY_SECONDS: Histogram = Histogram::new();
///
/// QUERY_SECONDS.observe_with_exemplar(0.3, [("query", "orders by day")]);
/// QUERY_SECONDS.observe_with_exemplar(2.0, || [("request", format!("{:08x}", 77))]);
///
/// let exemplars = QUERY_SECONDS.exemplars();
/// assert_eq!(exemplars[0].labels().as_str(), r#"query="orders by day""#);
/// assert_eq!(exemplars[1].labels().as_str(), r#"request="0000004d""#);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the labels of an exemplar",
    label = "not labels",
    note = "write pairs such as `[(\"trace_id\", id)]`, a `LabelsBuf`, `SpanIds`, or a function that returns one of them"
)]
pub trait ExemplarLabels {
    /// Puts them together.
    fn labels(self) -> LabelsBuf;
}

impl ExemplarLabels for LabelsBuf {
    fn labels(self) -> LabelsBuf {
        self
    }
}

impl ExemplarLabels for Labels<'_> {
    fn labels(self) -> LabelsBuf {
        self.into()
    }
}

impl<N: AsRef<str>, V: AsRef<str>> ExemplarLabels for &[(N, V)] {
    fn labels(self) -> LabelsBuf {
        self.iter().fold(LabelsBuf::new(), |labels, (name, value)| labels.with(name.as_ref(), value.as_ref()))
    }
}

impl<N: AsRef<str>, V: AsRef<str>, const COUNT: usize> ExemplarLabels for [(N, V); COUNT] {
    fn labels(self) -> LabelsBuf {
        self.as_slice().labels()
    }
}

impl<F: FnOnce() -> L, L: ExemplarLabels> ExemplarLabels for F {
    fn labels(self) -> LabelsBuf {
        self().labels()
    }
}
