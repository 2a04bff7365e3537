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
    /// Counts in buckets what is there now.
    GaugeHistogram,
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
    /// The word for it in the text format, version 0.0.4, which knows infos and state sets as gauges, and no histograms of what is there now.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Gauge | Self::Info | Self::StateSet => "gauge",
            Self::Histogram | Self::GaugeHistogram => "histogram",
            Self::Summary => "summary",
            Self::Unknown => "untyped",
        }
    }

    /// What a family of this kind with this name is called in OpenMetrics, where samples have suffixes and families have not.
    pub(crate) fn stem(self, name: &str) -> &str {
        let without = |ending| name.strip_suffix(ending).filter(|stem| !stem.is_empty()).unwrap_or(name);
        match self {
            Self::Counter => without("_total"),
            Self::Info => without("_info"),
            _ => name,
        }
    }

    /// What samples have behind the name of their family, where that is not all of theirs; a histogram of what is there now has
    /// all that there are.
    pub(crate) const fn suffixes(self) -> &'static [&'static str] {
        match self {
            Self::Histogram => &["_bucket", "_count", "_sum"],
            // The first three in OpenMetrics; formats that don't know the kind call it a histogram.
            Self::GaugeHistogram => &["_bucket", "_gcount", "_gsum", "_count", "_sum"],
            Self::Summary => &["_count", "_sum"],
            _ => &[],
        }
    }
}
