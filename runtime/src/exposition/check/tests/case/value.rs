//! Values, exemplars and histograms.

use super::*;

pub(super) const VALUES: &[Case] = &[
    Case(
        Rule::CounterValue,
        Error,
        TEXT,
        "# TYPE a_total counter\na_total -1\n",
        "# TYPE a_total counter\na_total 0\n",
    ),
    Case(
        Rule::CounterValue,
        Error,
        OPEN_METRICS,
        "# TYPE a counter\na_total NaN\n",
        "# TYPE a counter\na_total 1.5\n",
    ),
    Case(
        Rule::CreatedValue,
        Error,
        OPEN_METRICS,
        "# TYPE a counter\na_created NaN\n",
        "# TYPE a counter\na_created 1.5\n",
    ),
    Case(
        Rule::StateSet,
        Error,
        OPEN_METRICS,
        "# TYPE a stateset\na 1\n",
        "# TYPE a stateset\na{a=\"b\"} 1\n",
    ),
    Case(
        Rule::StateSet,
        Error,
        OPEN_METRICS,
        "# TYPE a stateset\na{a=\"b\"} 2\n",
        "# TYPE a stateset\na{a=\"b\"} 0\n",
    ),
    Case(Rule::Info, Error, OPEN_METRICS, "# TYPE a info\na_info 0\n", "# TYPE a info\na_info 1.0\n"),
    Case(Rule::Quantile, Error, TEXT, "# TYPE a summary\na 1\n", "# TYPE a summary\na{quantile=\"0\"} 1\n"),
    Case(
        Rule::Quantile,
        Error,
        TEXT,
        "# TYPE a summary\na{quantile=\"50\"} 1\n",
        "# TYPE a summary\na{quantile=\"0.5\"} -1\n",
    ),
    Case(
        Rule::Quantile,
        Error,
        OPEN_METRICS,
        "# TYPE a summary\na{quantile=\"1\"} -1\n",
        "# TYPE a summary\na{quantile=\"1\"} NaN\n",
    ),
    Case(
        Rule::SummaryValue,
        Error,
        OPEN_METRICS,
        "# TYPE a summary\na_count 1.5\n",
        "# TYPE a summary\na_count 1.0\n",
    ),
    Case(
        Rule::SummaryValue,
        Error,
        OPEN_METRICS,
        "# TYPE a summary\na_sum -1\n",
        "# TYPE a summary\na_sum 1.5\n",
    ),
];

pub(super) const EXEMPLARS: &[Case] = &[
    Case(
        Rule::ExemplarPlace,
        Error,
        OPEN_METRICS,
        "# TYPE a gauge\na 1 # {} 1\n",
        "# TYPE a counter\na_total 1 # {} 1\n",
    ),
    Case(
        Rule::ExemplarPlace,
        Error,
        OPEN_METRICS,
        "# TYPE a counter\na_created 1 # {} 1\n",
        "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1 # {} 1\n",
    ),
    Case(
        Rule::ExemplarLength,
        Error,
        OPEN_METRICS,
        concat!(
            "# TYPE a counter\na_total 1 # {b=\"",
            "é23456789éé23456789éé23456789éé23456789éé23456789éé23456789éé23456789éé23456789éé23456789éé23456789éé23456789éé23456789éé2345678",
            "\"} 1\n"
        ),
        concat!(
            "# TYPE a counter\na_total 1 # {b=\"",
            "é23456789éé23456789éé23456789éé23456789éé23456789éé23456789éé23456789éé23456789éé23456789éé23456789éé23456789éé2345678",
            "\"} 1\n"
        ),
    ),
    Case(
        Rule::ExemplarValue,
        Error,
        OPEN_METRICS,
        "# TYPE a histogram\na_bucket{le=\"1.0\"} 1 # {} 1.5\na_bucket{le=\"+Inf\"} 1\n",
        "# TYPE a histogram\na_bucket{le=\"1.0\"} 1 # {} 1\na_bucket{le=\"+Inf\"} 1\n",
    ),
];

/// The lines of a histogram, from the buckets on.
macro_rules! histogram {
    ($($line:literal)+) => {
        concat!("# TYPE a histogram\n", $("a_", $line, "\n"),+)
    };
}

pub(super) const HISTOGRAMS: &[Case] = &[
    Case(Rule::BucketBound, Error, TEXT, histogram!("bucket 1"), histogram!("bucket{le=\"+Inf\"} 1")),
    Case(
        Rule::BucketBound,
        Error,
        TEXT,
        histogram!("bucket{le=\"NaN\"} 1"),
        histogram!("bucket{le=\"+Inf\"} 1"),
    ),
    Case(
        Rule::BucketBound,
        Error,
        OPEN_METRICS,
        histogram!("bucket{le=\"inf\"} 1"),
        histogram!("bucket{le=\"+Inf\"} 1"),
    ),
    Case(
        Rule::InfiniteBucket,
        Error,
        TEXT,
        histogram!("bucket{le=\"1\"} 1"),
        histogram!("bucket{le=\"1\"} 1" "bucket{le=\"+Inf\"} 1"),
    ),
    Case(
        Rule::InfiniteBucket,
        Error,
        OPEN_METRICS,
        histogram!("sum 1" "count 1"),
        histogram!("bucket{le=\"+Inf\"} 1"),
    ),
    Case(
        Rule::BucketOrder,
        Error,
        TEXT,
        histogram!("bucket{le=\"10\"} 1" "bucket{le=\"9\"} 1" "bucket{le=\"+Inf\"} 1"),
        histogram!("bucket{le=\"9\"} 1" "bucket{le=\"10\"} 1" "bucket{le=\"+Inf\"} 1"),
    ),
    Case(
        Rule::BucketOrder,
        Error,
        TEXT,
        histogram!("bucket{le=\"1\"} 1" "bucket{le=\"1.0\"} 1" "bucket{le=\"+Inf\"} 1"),
        histogram!("bucket{le=\"1\"} 1" "bucket{le=\"+Inf\"} 1"),
    ),
    Case(
        Rule::Cumulative,
        Error,
        TEXT,
        histogram!("bucket{le=\"1\"} 2" "bucket{le=\"+Inf\"} 1"),
        histogram!("bucket{le=\"1\"} 2" "bucket{le=\"+Inf\"} 2"),
    ),
    Case(
        Rule::BucketCount,
        Error,
        TEXT,
        histogram!("bucket{le=\"+Inf\"} 1" "count 2" "sum 1"),
        histogram!("bucket{le=\"+Inf\"} 2" "count 2.0" "sum 1"),
    ),
    Case(
        Rule::SumAndCount,
        Error,
        OPEN_METRICS,
        histogram!("bucket{le=\"+Inf\"} 1" "count 1"),
        histogram!("bucket{le=\"+Inf\"} 1"),
    ),
    Case(
        Rule::SumAndCount,
        Warning,
        TEXT,
        histogram!("bucket{le=\"+Inf\"} 1"),
        histogram!("bucket{le=\"+Inf\"} 1" "sum 1" "count 1"),
    ),
    Case(
        Rule::NegativeBuckets,
        Error,
        OPEN_METRICS,
        histogram!("bucket{le=\"-1.0\"} 0" "bucket{le=\"+Inf\"} 1" "sum 1" "count 1"),
        histogram!("bucket{le=\"-1.0\"} 0" "bucket{le=\"+Inf\"} 1"),
    ),
    Case(
        Rule::HistogramValue,
        Error,
        OPEN_METRICS,
        histogram!("bucket{le=\"+Inf\"} 1.5"),
        histogram!("bucket{le=\"+Inf\"} 1.0"),
    ),
    Case(
        Rule::HistogramValue,
        Warning,
        TEXT,
        histogram!("bucket{le=\"+Inf\"} -1"),
        histogram!("bucket{le=\"+Inf\"} 0"),
    ),
    Case(
        Rule::HistogramValue,
        Error,
        OPEN_METRICS,
        "# TYPE a gaugehistogram\na_bucket{le=\"+Inf\"} 1\na_gcount 1\na_gsum -1\n",
        "# TYPE a gaugehistogram\na_bucket{le=\"-1.0\"} 1\na_bucket{le=\"+Inf\"} 1\na_gcount 1\na_gsum -1\n",
    ),
    Case(
        Rule::CanonicalNumber,
        Warning,
        OPEN_METRICS,
        histogram!("bucket{le=\"1\"} 1" "bucket{le=\"+Inf\"} 1"),
        histogram!("bucket{le=\"1.0\"} 1" "bucket{le=\"+Inf\"} 1"),
    ),
];
