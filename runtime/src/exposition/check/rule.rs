//! What a page is held against.

use std::fmt;

/// Declares the rules with their names and where they stand.
macro_rules! rules {
    ($($(#[$doc:meta])+ $rule:ident $name:literal $page:ident $anchor:literal;)+) => {
        /// A rule of an exposition.
        ///
        /// Each is an error where the specification says MUST, or Prometheus would refuse or lose something; and a warning where it says
        /// SHOULD. Some are errors in OpenMetrics, and warnings in the text format or not asked there at all.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Rule {
            $($(#[$doc])+ #[doc = concat!("[Source](", rules!(@$page), $anchor, ").")] $rule,)+
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &[Self] = &[$(Self::$rule),+];

            /// Its name, in `snake_case`; it does not change.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$rule => $name,)+ }
            }

            /// Where it stands.
            ///
            /// ```
            /// use tickmark::exposition::check::Rule;
            ///
            /// assert_eq!(Rule::Unit.link(), "https://prometheus.io/docs/specs/om/open_metrics_spec/#unit");
            /// ```
            pub const fn link(self) -> &'static str {
                match self { $(Self::$rule => concat!(rules!(@$page), $anchor),)+ }
            }
        }
    };
    (@om) => { "https://prometheus.io/docs/specs/om/open_metrics_spec/#" };
    (@text) => { "https://prometheus.io/docs/instrumenting/exposition_formats/#" };
    (@schemes) => { "https://prometheus.io/docs/instrumenting/escaping_schemes/#" };
    (@naming) => { "https://prometheus.io/docs/practices/naming/#" };
    (@model) => { "https://prometheus.io/docs/concepts/data_model/#" };
    (@jobs) => { "https://prometheus.io/docs/concepts/jobs_instances/#" };
}

rules! {
    /// Every line is one of the format.
    Syntax "syntax" om "abnf";
    /// A page of OpenMetrics ends with `# EOF`, and nothing follows.
    Eof "eof" om "overall-structure";
    /// The last line ends with a line feed.
    FinalLineFeed "final_line_feed" text "text-format-details";
    /// Nothing stands behind a sample, not even a blank.
    BlankAtEnd "blank_at_end" text "comments-help-text-and-type-information";
    /// Lines end with a line feed only.
    CarriageReturn "carriage_return" om "overall-structure";
    /// Backslashes and quotes have a backslash before them, and nothing else has.
    Escape "escape" om "escaping";
    /// Names in quotes are of the versions 1.0.0.
    QuotedName "quoted_name" schemes "introduction";
    /// A family has one `TYPE`, one `UNIT` and one `HELP`.
    RepeatedMetadata "repeated_metadata" om "metricfamily-metadata";
    /// What is said of a family comes before its samples.
    MetadataAfterSamples "metadata_after_samples" text "comments-help-text-and-type-information";
    /// `TYPE`, `UNIT`, `HELP`, in this order.
    MetadataOrder "metadata_order" om "metricfamily-metadata";
    /// All lines of a family follow each other.
    FamilyInterleaved "family_interleaved" text "grouping-and-sorting";
    /// All samples with the same labels follow each other.
    MetricInterleaved "metric_interleaved" om "metric";
    /// The name of a family ends in its unit.
    Unit "unit" om "unit";
    /// Info metrics and state sets have no unit.
    UnitOfType "unit_of_type" om "info";
    /// A family says of what type it is.
    MissingType "missing_type" om "metricfamily-metadata";
    /// A family says what it is.
    MissingHelp "missing_help" om "help";
    /// No two families have names whose samples could be called the same.
    Clash "clash" om "suffixes";
    /// Families of OpenMetrics don't begin with `_`, nor do labels; labels of the text format don't begin with `__`.
    ReservedName "reserved_name" model "metric-names-and-labels";
    /// Colons are for the names of recording rules.
    Colon "colon" om "name";
    /// Names are in `snake_case`.
    SnakeCase "snake_case" om "name";
    /// A sample is called as its family with an ending of its type.
    SampleName "sample_name" om "suffixes";
    /// A sample has each label once.
    RepeatedLabel "repeated_label" om "labelset";
    /// All metrics of a family have the same labels.
    LabelNames "label_names" om "metric";
    /// `le`, `quantile` and the name of a state set are labels of buckets, quantiles and states only.
    ReservedLabel "reserved_label" om "histogram";
    /// `job` and `instance` are labels that Prometheus adds.
    ScrapeLabel "scrape_label" jobs "automatically-generated-labels-and-time-series";
    /// No label is on every metric with the same value.
    ConstantLabel "constant_label" om "metricset";
    /// A series is on a page once.
    DuplicateSeries "duplicate_series" text "grouping-and-sorting";
    /// The points of a metric have timestamps that increase, or there is one point without.
    TimestampOrder "timestamp_order" om "metric";
    /// No two points of a metric have the same timestamp.
    RepeatedTimestamp "repeated_timestamp" om "metric";
    /// Timestamps have no exponent.
    TimestampExponent "timestamp_exponent" om "timestamps";
    /// What is no number, and what is infinite, is written `NaN`, `+Inf` and `-Inf`.
    Spelling "spelling" text "comments-help-text-and-type-information";
    /// The numbers in labels are written as Go writes them, with a point or an exponent.
    CanonicalNumber "canonical_number" om "considerations-canonical-numbers";
    /// The name of a counter ends in `_total`: that of its family in the text format, that of its sample in OpenMetrics.
    CounterName "counter_name" naming "metric-names";
    /// A counter is a number, and not negative.
    CounterValue "counter_value" om "counter";
    /// When a series began is a point in time.
    CreatedValue "created_value" om "counter";
    /// A state has its name in a label that is called as the family, and is 0 or 1.
    StateSet "state_set" om "stateset";
    /// An info metric is 1.
    Info "info" om "info";
    /// A bucket has a number in its label `le`.
    BucketBound "bucket_bound" om "histogram";
    /// There is a bucket `+Inf`.
    InfiniteBucket "infinite_bucket" om "histogram";
    /// Buckets come in the order of their bounds, and each once.
    BucketOrder "bucket_order" om "histogram";
    /// A bucket holds what the one before it holds.
    Cumulative "cumulative" om "histogram";
    /// The count is that of the bucket `+Inf`.
    BucketCount "bucket_count" text "histograms-and-summaries";
    /// A histogram has a sum and a count, or neither.
    SumAndCount "sum_and_count" om "histogram-1";
    /// A histogram of negative values has no sum.
    NegativeBuckets "negative_buckets" om "histogram";
    /// Buckets and counts are whole numbers, sums are numbers, and none is negative.
    HistogramValue "histogram_value" om "histogram";
    /// A quantile has a number from 0 to 1 in its label `quantile`, and is not negative.
    Quantile "quantile" om "summary";
    /// The count of a summary is a whole number, its sum is a number, and none is negative.
    SummaryValue "summary_value" om "summary";
    /// Exemplars are those of counters and of buckets.
    ExemplarPlace "exemplar_place" om "exemplars";
    /// The labels of an exemplar have at most 128 characters.
    ExemplarLength "exemplar_length" om "exemplars";
    /// An exemplar belongs into its bucket.
    ExemplarValue "exemplar_value" om "histogram";
    /// Of two pages: what counts does not go down, unless it began anew.
    Decreased "decreased" om "counter";
    /// Of two pages: a series begins anew when it goes down, and never before it began.
    CreatedMoved "created_moved" om "counter";
    /// Of two pages: a series that was there is there.
    Vanished "vanished" om "exposition-across-time-and-metric-evolution";
    /// Of two pages: a histogram keeps its buckets.
    BucketsChanged "buckets_changed" om "exposition-across-time-and-metric-evolution";
    /// Of two pages: a family keeps its type.
    TypeChanged "type_changed" om "exposition-across-time-and-metric-evolution";
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
