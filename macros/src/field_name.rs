//! What names a metric, or the metrics of a struct.

use syn::LitStr;

/// A name and what it is of, where that is known from how it is written.
pub(crate) enum FieldName {
    /// From the field or the static: the name of a metric, or what the names of a struct of metrics begin with.
    Derived(LitStr),
    /// `name = "…"`, which only a metric has.
    OfMetric(LitStr),
    /// `prefix = "…"`, which only a struct of metrics has.
    Prefix(LitStr),
}

impl FieldName {
    pub(crate) fn text(&self) -> &LitStr {
        match self {
            Self::Derived(text) | Self::OfMetric(text) | Self::Prefix(text) => text,
        }
    }
}
