//! The formats of a page, and how each is called in `Content-Type`.

use super::Escaping;

/// A format that a page can be written in.
///
/// | format | who asks for it | what only it can say |
/// |---|---|---|
/// | [`Text0_0_4`](Format::Text0_0_4) | VictoriaMetrics, `curl`, `promtool check metrics` | |
/// | [`Text1_0_0`](Format::Text1_0_0) | Prometheus 3 | names of any letters |
/// | [`OpenMetrics0_0_1`](Format::OpenMetrics0_0_1), [`OpenMetrics1_0_0`](Format::OpenMetrics1_0_0) | Prometheus | units, exemplars, when a series began |
/// | [`Protobuf`](Format::Protobuf) | Prometheus that collects native histograms | the same, and their buckets |
/// | [`Json`](Format::Json) | programs and people | where each family is declared |
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// The [text format](https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format) that everything reads.
    Text0_0_4,
    /// The same with names of any letters, in quotes where they need them.
    Text1_0_0,
    /// [OpenMetrics](https://prometheus.io/docs/specs/om/open_metrics_spec/) before it was a standard.
    OpenMetrics0_0_1,
    /// [OpenMetrics](https://prometheus.io/docs/specs/om/open_metrics_spec/).
    OpenMetrics1_0_0,
    /// [Messages](https://github.com/prometheus/client_model/blob/master/io/prometheus/client/metrics.proto), one for each family, each with
    /// its length in front.
    Protobuf,
    /// One object with everything that is known of each family: [`JSON_SCHEMA`](super::JSON_SCHEMA).
    Json,
}

impl Format {
    /// What `Content-Type` says of a page in this format, with names escaped like this.
    ///
    /// Where names are of Prometheus' old alphabet anyway, as the formats before 1.0.0 have them, it says nothing of escaping.
    ///
    /// ```
    /// use tickmark::exposition::{Escaping, Format};
    ///
    /// assert_eq!(Format::Text0_0_4.content_type(Escaping::Underscores), "text/plain; version=0.0.4; charset=utf-8");
    /// assert_eq!(
    ///     Format::OpenMetrics1_0_0.content_type(Escaping::AllowUtf8),
    ///     "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf-8"
    /// );
    /// ```
    pub const fn content_type(self, escaping: Escaping) -> &'static str {
        macro_rules! with_escaping {
            ($media_type:literal) => {
                match escaping {
                    Escaping::AllowUtf8 => concat!($media_type, "; escaping=allow-utf-8"),
                    Escaping::Underscores => concat!($media_type, "; escaping=underscores"),
                    Escaping::Dots => concat!($media_type, "; escaping=dots"),
                    Escaping::Values => concat!($media_type, "; escaping=values"),
                }
            };
        }
        match self {
            Self::Text0_0_4 => "text/plain; version=0.0.4; charset=utf-8",
            Self::Text1_0_0 => with_escaping!("text/plain; version=1.0.0; charset=utf-8"),
            Self::OpenMetrics0_0_1 => "application/openmetrics-text; version=0.0.1; charset=utf-8",
            Self::OpenMetrics1_0_0 => {
                with_escaping!("application/openmetrics-text; version=1.0.0; charset=utf-8")
            }
            Self::Protobuf => with_escaping!(
                "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"
            ),
            Self::Json => "application/json",
        }
    }
}
