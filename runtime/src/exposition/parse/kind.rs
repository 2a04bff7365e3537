//! What a `TYPE` line can say.

use std::fmt;

use super::Dialect;

/// The type of a family, as its `TYPE` line says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Type {
    /// `counter`
    Counter,
    /// `gauge`
    Gauge,
    /// `histogram`
    Histogram,
    /// `gaugehistogram`, of OpenMetrics only.
    GaugeHistogram,
    /// `summary`
    Summary,
    /// `info`, of OpenMetrics only.
    Info,
    /// `stateset`, of OpenMetrics only.
    StateSet,
    /// `unknown`, in the text format `untyped`; also when nothing is said.
    #[default]
    Unknown,
}

/// All endings that some type adds to the name of its family.
pub(super) const SUFFIXES: [&str; 8] =
    ["_total", "_created", "_bucket", "_count", "_sum", "_gcount", "_gsum", "_info"];

impl Type {
    const ALL: [Self; 8] = [
        Self::Counter,
        Self::Gauge,
        Self::Histogram,
        Self::GaugeHistogram,
        Self::Summary,
        Self::Info,
        Self::StateSet,
        Self::Unknown,
    ];

    /// The word that OpenMetrics has for it.
    ///
    /// ```
    /// assert_eq!(tickmark::exposition::parse::Type::GaugeHistogram.as_str(), "gaugehistogram");
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Gauge => "gauge",
            Self::Histogram => "histogram",
            Self::GaugeHistogram => "gaugehistogram",
            Self::Summary => "summary",
            Self::Info => "info",
            Self::StateSet => "stateset",
            Self::Unknown => "unknown",
        }
    }

    /// The word that a dialect has for it.
    pub(in crate::exposition) fn word(self, dialect: Dialect) -> Option<&'static str> {
        match (dialect, self) {
            (Dialect::Text, Self::Unknown) => Some("untyped"),
            (Dialect::Text, Self::GaugeHistogram | Self::Info | Self::StateSet) => None,
            _ => Some(self.as_str()),
        }
    }

    pub(super) fn named(word: &str, dialect: Dialect) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word(dialect) == Some(word))
    }

    pub(super) fn words(dialect: Dialect) -> impl Iterator<Item = &'static str> {
        Self::ALL.into_iter().filter_map(move |kind| kind.word(dialect))
    }

    /// What the names of its samples have behind the name of the family.
    pub(in crate::exposition) fn suffixes(self, dialect: Dialect) -> &'static [&'static str] {
        match (self, dialect) {
            (Self::Counter, Dialect::OpenMetrics) => &["_total", "_created"],
            (Self::Histogram, Dialect::Text) => &["_bucket", "_count", "_sum"],
            (Self::Histogram, Dialect::OpenMetrics) => &["_bucket", "_count", "_sum", "_created"],
            (Self::GaugeHistogram, _) => &["_bucket", "_gcount", "_gsum"],
            (Self::Summary, Dialect::Text) => &["", "_count", "_sum"],
            (Self::Summary, Dialect::OpenMetrics) => &["", "_count", "_sum", "_created"],
            (Self::Info, _) => &["_info"],
            _ => &[""],
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
