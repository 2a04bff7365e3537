//! Pages that break a rule, each with its twin.

mod value;

use super::*;

/// A rule, its severity, a page that breaks it, and one that does not; the pages of OpenMetrics without their last line.
pub(super) struct Case(
    pub(super) Rule,
    pub(super) Severity,
    pub(super) Format,
    pub(super) &'static str,
    pub(super) &'static str,
);

use Severity::{Error, Warning};

const OLD: Format = Format::OpenMetrics0_0_1;

const DOCUMENT: &[Case] = &[
    Case(Rule::Syntax, Error, TEXT, "a one\n", "a 1\n"),
    Case(Rule::Syntax, Error, OPEN_METRICS, "a  1\n", "a 1\n"),
    Case(Rule::FinalLineFeed, Error, TEXT, "a 1", "a 1\n"),
    Case(Rule::BlankAtEnd, Error, TEXT, "a 1 \n", "a  1\n"),
    Case(Rule::CarriageReturn, Warning, TEXT, "# HELP a A.\r\na 1\n", "# HELP a A.\na 1\n"),
    Case(Rule::Escape, Error, TEXT, "a{b=\"\\z\"} 1\n", "a{b=\"\\\\z\"} 1\n"),
    Case(Rule::Escape, Warning, OPEN_METRICS, "a{b=\"\\z\"} 1\n", "a{b=\"\\\\z\"} 1\n"),
    Case(Rule::Escape, Warning, OPEN_METRICS, "# HELP a \"A\"\n", "# HELP a \\\"A\\\"\n"),
    Case(Rule::QuotedName, Error, TEXT, "{\"a\"} 1\n", "a 1\n"),
    Case(Rule::QuotedName, Error, OLD, "{\"a\"} 1\n", "a 1\n"),
    Case(Rule::RepeatedMetadata, Error, TEXT, "# HELP a A.\n# HELP a A.\n", "# HELP a A.\n# HELP b B.\n"),
    Case(
        Rule::RepeatedMetadata,
        Error,
        OPEN_METRICS,
        "# TYPE a gauge\n# TYPE a gauge\n",
        "# TYPE a gauge\n# TYPE b gauge\n",
    ),
    Case(Rule::MetadataAfterSamples, Error, TEXT, "a 1\n# TYPE a gauge\n", "# TYPE a gauge\na 1\n"),
    Case(Rule::MetadataAfterSamples, Warning, TEXT, "a 1\n# HELP a A.\n", "# HELP a A.\na 1\n"),
    Case(Rule::MetadataAfterSamples, Error, OPEN_METRICS, "a 1\n# HELP a A.\n", "# HELP a A.\na 1\n"),
    Case(
        Rule::MetadataOrder,
        Warning,
        OPEN_METRICS,
        "# HELP a A.\n# TYPE a gauge\n",
        "# TYPE a gauge\n# HELP a A.\n",
    ),
    Case(
        Rule::FamilyInterleaved,
        Error,
        TEXT,
        "a{c=\"1\"} 1\nb 1\na{c=\"2\"} 1\n",
        "a{c=\"1\"} 1\na{c=\"2\"} 1\nb 1\n",
    ),
    Case(
        Rule::FamilyInterleaved,
        Error,
        OPEN_METRICS,
        "# TYPE a gauge\n# TYPE b gauge\na 1\n",
        "# TYPE a gauge\na 1\n# TYPE b gauge\n",
    ),
    Case(
        Rule::MetricInterleaved,
        Error,
        OPEN_METRICS,
        "# TYPE a summary\na_sum{b=\"1\"} 1\na_sum{b=\"2\"} 1\na_count{b=\"1\"} 1\n",
        "# TYPE a summary\na_sum{b=\"1\"} 1\na_count{b=\"1\"} 1\na_sum{b=\"2\"} 1\n",
    ),
    Case(Rule::Unit, Error, OPEN_METRICS, "# UNIT a seconds\n", "# UNIT a_seconds seconds\n"),
    Case(Rule::Unit, Error, OPEN_METRICS, "# UNIT aseconds seconds\n", "# UNIT a \n"),
    Case(
        Rule::UnitOfType,
        Error,
        OPEN_METRICS,
        "# TYPE a_b info\n# UNIT a_b b\n",
        "# TYPE a_b gauge\n# UNIT a_b b\n",
    ),
    Case(Rule::MissingType, Warning, TEXT, "# HELP a A.\na 1\n", "# HELP a A.\n# TYPE a gauge\na 1\n"),
    Case(Rule::MissingHelp, Warning, TEXT, "# HELP a \na 1\n", "# HELP a A.\na 1\n"),
    Case(Rule::MissingHelp, Warning, OPEN_METRICS, "a 1\n", "# HELP a A.\na 1\n"),
];

const NAMES: &[Case] = &[
    Case(
        Rule::Clash,
        Error,
        TEXT,
        "# TYPE a histogram\n# TYPE a_count gauge\n",
        "# TYPE a histogram\n# TYPE a_total gauge\n",
    ),
    Case(
        Rule::Clash,
        Error,
        OPEN_METRICS,
        "# TYPE a_created gauge\n# TYPE a counter\n",
        "# TYPE a_made gauge\n# TYPE a counter\n",
    ),
    Case(
        Rule::Clash,
        Error,
        OPEN_METRICS,
        "# TYPE a info\n# TYPE a_info gauge\n",
        "# TYPE a info\n# TYPE a_infos gauge\n",
    ),
    Case(Rule::ReservedName, Error, OPEN_METRICS, "_a 1\n", "a_ 1\n"),
    Case(Rule::ReservedName, Error, OPEN_METRICS, "a{_b=\"1\"} 1\n", "a{b_=\"1\"} 1\n"),
    Case(Rule::ReservedName, Error, TEXT, "a{__b=\"1\"} 1\n", "a{_b=\"1\"} 1\n"),
    Case(Rule::Colon, Warning, TEXT, "a:b 1\n", "a_b 1\n"),
    Case(Rule::SnakeCase, Warning, TEXT, "aB 1\n", "a_b 1\n"),
    Case(Rule::SampleName, Error, OPEN_METRICS, "# TYPE a counter\na 1\n", "# TYPE a counter\na_total 1\n"),
    Case(
        Rule::SampleName,
        Error,
        OPEN_METRICS,
        "# TYPE a_total counter\na_total 1\n",
        "# TYPE a counter\na_total 1\n",
    ),
    Case(Rule::SampleName, Error, OPEN_METRICS, "# TYPE a info\na 1\n", "# TYPE a info\na_info 1\n"),
    Case(
        Rule::SampleName,
        Error,
        TEXT,
        "# TYPE a histogram\na 1\n",
        "# TYPE a summary\na{quantile=\"1\"} 1\n",
    ),
    Case(Rule::CounterName, Warning, TEXT, "# TYPE a counter\na 1\n", "# TYPE a_total counter\na_total 1\n"),
    Case(Rule::CounterName, Warning, OPEN_METRICS, "# TYPE a_total counter\n", "# TYPE a counter\n"),
];

const LABELS: &[Case] = &[
    Case(Rule::RepeatedLabel, Error, TEXT, "a{b=\"1\",b=\"1\"} 1\n", "a{b=\"1\",c=\"1\"} 1\n"),
    Case(
        Rule::RepeatedLabel,
        Error,
        OPEN_METRICS,
        "# TYPE a counter\na_total 1 # {b=\"1\",b=\"2\"} 1\n",
        "# TYPE a counter\na_total 1 # {b=\"1\",c=\"2\"} 1\n",
    ),
    Case(
        Rule::LabelNames,
        Warning,
        OPEN_METRICS,
        "a{b=\"1\"} 1\na{c=\"1\"} 1\n",
        "a{b=\"1\"} 1\na{b=\"2\"} 1\n",
    ),
    Case(
        Rule::ReservedLabel,
        Error,
        OPEN_METRICS,
        "# TYPE a summary\na_sum{quantile=\"1\"} 1\n",
        "# TYPE a summary\na{quantile=\"1\"} 1\n",
    ),
    Case(
        Rule::ReservedLabel,
        Warning,
        TEXT,
        "# TYPE a gauge\na{le=\"1\"} 1\n",
        "# TYPE a gauge\na{less=\"1\"} 1\n",
    ),
    Case(Rule::ScrapeLabel, Warning, TEXT, "a{job=\"b\"} 1\n", "a{work=\"b\"} 1\n"),
    Case(
        Rule::ConstantLabel,
        Warning,
        OPEN_METRICS,
        "a{z=\"1\"} 1\nb{z=\"1\"} 1\nc{z=\"1\"} 1\nd{z=\"1\"} 1\n",
        "a{z=\"1\"} 1\nb{z=\"1\"} 1\nc{z=\"1\"} 1\nd{z=\"2\"} 1\n",
    ),
];

const SERIES: &[Case] = &[
    Case(
        Rule::DuplicateSeries,
        Error,
        TEXT,
        "a{b=\"1\",c=\"\"} 1\na{b=\"1\"} 1\n",
        "a{b=\"1\",c=\"1\"} 1\na{b=\"1\"} 1\n",
    ),
    Case(Rule::DuplicateSeries, Error, TEXT, "a 1 1\na 1 2\n", "a{b=\"1\"} 1 1\na 1 2\n"),
    Case(Rule::DuplicateSeries, Error, OPEN_METRICS, "a 1\na 1\n", "a 1\n"),
    Case(Rule::TimestampOrder, Error, OPEN_METRICS, "a 1 2\na 1 1\n", "a 1 1\na 1 2\n"),
    Case(Rule::TimestampOrder, Error, OPEN_METRICS, "a 1 2\na 1\n", "a 1 2\n"),
    Case(Rule::TimestampOrder, Error, OPEN_METRICS, "a 1\na 1 2\n", "a 1\n"),
    Case(Rule::RepeatedTimestamp, Warning, OPEN_METRICS, "a 1 1\na 1 1\n", "a 1 1\na 1 1.5\n"),
    Case(Rule::TimestampExponent, Warning, OPEN_METRICS, "a 1 1e3\n", "a 1 1000\n"),
    Case(Rule::Spelling, Warning, TEXT, "a inf\n", "a +Inf\n"),
    Case(Rule::Spelling, Warning, OPEN_METRICS, "a nan\n", "a NaN\n"),
];

/// Every case.
pub(super) fn all() -> impl Iterator<Item = &'static Case> {
    [DOCUMENT, NAMES, LABELS, SERIES, value::VALUES, value::EXEMPLARS, value::HISTOGRAMS]
        .into_iter()
        .flatten()
}
