//! The kinds of metrics.

/// What a metric's value means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Only goes up, until the program starts anew.
    Counter,
    /// Goes up and down.
    Gauge,
    /// Counts observations in buckets.
    Histogram,
    /// Counts observations and knows some of their quantiles.
    Summary,
    /// Says something about the program in its labels.
    Info,
    /// Which of some states something is in.
    StateSet,
    /// Nobody said.
    Unknown,
}

impl Kind {
    /// The word for it in the text format, version 0.0.4, which knows infos and state sets as gauges.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Gauge | Self::Info | Self::StateSet => "gauge",
            Self::Histogram => "histogram",
            Self::Summary => "summary",
            Self::Unknown => "untyped",
        }
    }

    /// What samples have behind the name of their family, where that is not all of theirs; a histogram has all that there are.
    pub(crate) const fn suffixes(self) -> &'static [&'static str] {
        match self {
            Self::Histogram => &["_bucket", "_count", "_sum"],
            Self::Summary => &["_count", "_sum"],
            _ => &[],
        }
    }
}
