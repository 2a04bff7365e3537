//! [OpenMetrics](https://prometheus.io/docs/specs/om/open_metrics_spec/), as text.

use std::io;

use super::{
    page::Page,
    sample::{Part, Samples},
};
use crate::{
    buckets::canonical,
    exemplar::Exemplar,
    kind::Kind,
    label::Labels,
    name::Escaping,
    sink::{
        CounterValue, FamilyMeta, HistogramValue, NativeValue, Number, Sink, StateSetValue, SummaryValue,
    },
    timestamp::Timestamp,
};

/// Writes a page of OpenMetrics.
pub(super) struct OpenMetrics<'a> {
    samples: Samples<'a>,
    escaping: Escaping,
    /// Whether it is said when series began.
    has_created: bool,
    /// Whether the samples of the family whose series are being written have all the names that its kind has.
    has_own_names: bool,
}

impl<'a> OpenMetrics<'a> {
    pub(super) fn new(page: Page<'a>, escaping: Escaping, has_created: bool) -> Self {
        Self { samples: Samples::new(page, escaping), escaping, has_created, has_own_names: true }
    }

    /// Ends the page.
    ///
    /// # Errors
    ///
    /// The first of the writer's.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.samples.push("# EOF\n");
        self.samples.finish()
    }

    fn value(&mut self, labels: Labels<'_>, value: Number) {
        self.samples.sample(Part::Value, labels, value);
        self.samples.end_series();
    }

    fn created(&mut self, labels: Labels<'_>, created: Option<Timestamp>) {
        if let Some(created) = created.filter(|_| self.has_created && self.has_own_names) {
            self.samples.created(labels, created);
        }
        self.samples.end_series();
    }

    /// A line with an exemplar behind it, if there is one.
    fn end_with(&mut self, exemplar: Option<&Exemplar>) {
        if let Some(exemplar) = exemplar {
            self.samples.exemplar(exemplar);
        }
        self.samples.end_sample();
    }

    /// The lines of all buckets, then their count and the sum.
    fn buckets(&mut self, labels: Labels<'_>, value: &HistogramValue<'_>, sum: Option<f64>) {
        self.samples.begin_lines(Part::Bucket, labels, "le");
        let mut exemplars = value.exemplars.iter().peekable();
        let mut up_to = 0_u64;
        let bounds = value.buckets.canonical_texts().chain(["+Inf"]);
        for (at, (bound, count)) in bounds.zip(value.counts).enumerate() {
            up_to = up_to.wrapping_add(*count);
            self.samples.begin_line(bound);
            self.samples.push_value(Number::Integer(up_to));
            let exemplar = exemplars.next_if(|(bucket, _)| *bucket == at);
            self.end_with(exemplar.map(|(_, exemplar)| exemplar));
        }
        if let Some(sum) = sum {
            self.samples.sample(Part::Count, labels, Number::Integer(up_to));
            self.samples.sample(Part::Sum, labels, Number::Float(sum));
        }
    }

    /// With buckets below zero a sum may go down: there is none, and without it no count.
    fn histogram_with(&mut self, labels: Labels<'_>, value: &HistogramValue<'_>, has_sum: bool) {
        let has_sum = has_sum && value.buckets.bounds().first().is_none_or(|bound| *bound >= 0.0);
        self.buckets(labels, value, sum(value.sum).filter(|_| has_sum));
        self.created(labels, value.created);
    }
}

/// What a family of this kind is here, and what its samples are called behind the name.
fn words(kind: Kind) -> (&'static str, &'static [(Part, &'static str)]) {
    const HISTOGRAM: &[(Part, &str)] = &[
        (Part::Bucket, "_bucket"),
        (Part::Count, "_count"),
        (Part::Sum, "_sum"),
        (Part::Created, "_created"),
    ];
    const SUMMARY: &[(Part, &str)] =
        &[(Part::Value, ""), (Part::Count, "_count"), (Part::Sum, "_sum"), (Part::Created, "_created")];
    match kind {
        Kind::Counter => ("counter", &[(Part::Value, "_total"), (Part::Created, "_created")]),
        Kind::Gauge => ("gauge", &[(Part::Value, "")]),
        Kind::Histogram => ("histogram", HISTOGRAM),
        Kind::GaugeHistogram => {
            ("gaugehistogram", &[(Part::Bucket, "_bucket"), (Part::Count, "_gcount"), (Part::Sum, "_gsum")])
        }
        Kind::Summary => ("summary", SUMMARY),
        Kind::Info => ("info", &[(Part::Value, "_info")]),
        Kind::StateSet => ("stateset", &[(Part::Value, "")]),
        Kind::Unknown => ("unknown", &[(Part::Value, "")]),
    }
}

/// The unit as the page says it: only where the name ends in it.
fn unit<'a>(family: &FamilyMeta<'a>, kind: Kind, name: &str) -> &'a str {
    let unit = family.unit;
    let is_word = unit.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let is_ending = name.strip_suffix(unit).is_some_and(|name| name.len() > 1 && name.ends_with('_'));
    if is_word && is_ending && !matches!(kind, Kind::Info | Kind::StateSet) { unit } else { "" }
}

/// A sum of what only goes up: below zero or without a value it is none, and the format has no word for it.
fn sum(sum: f64) -> Option<f64> {
    (sum >= 0.0).then_some(sum)
}

impl Sink for OpenMetrics<'_> {
    fn family(&mut self, family: &FamilyMeta<'_>) {
        // Two families can't have one name: what would share it keeps its whole name, and is of no kind that has suffixes.
        let kind = match family.kind {
            Kind::Counter | Kind::Info if family.stem_is_taken => Kind::Unknown,
            kind => kind,
        };
        self.has_own_names = !family.stem_is_taken;
        // What follows the stem is escaped with it: the samples are called as in the text format.
        let whole = self.escaping.metric_name(&family.name);
        let name = kind.stem(&whole);
        let (word, parts) = words(kind);
        for (part, suffix) in parts {
            self.samples.name_part(*part, name, suffix);
        }
        if kind == Kind::StateSet {
            self.samples.set_own_label(&family.name);
        }
        for (begin, word) in [("# TYPE ", word), ("# UNIT ", unit(family, kind, name))] {
            if !word.is_empty() {
                self.samples.push(begin);
                self.samples.push_name(name);
                self.samples.push(" ");
                self.samples.push(word);
                self.samples.push("\n");
            }
        }
        self.samples.push("# HELP ");
        self.samples.push_name(name);
        self.samples.push(" ");
        // Lines end with a line feed alone.
        self.samples.push_help(family.help.trim_end_matches('\r'), &['\\', '"', '\n']);
        self.samples.push("\n");
    }

    fn counter(&mut self, labels: Labels<'_>, value: &CounterValue<'_>) {
        self.samples.begin_sample(Part::Value, labels);
        self.samples.push_value(value.number);
        self.end_with(value.exemplar.filter(|_| self.has_own_names));
        self.created(labels, value.created);
    }

    fn gauge(&mut self, labels: Labels<'_>, value: f64) {
        self.value(labels, Number::Float(value));
    }

    fn histogram(&mut self, labels: Labels<'_>, value: &HistogramValue<'_>) {
        self.histogram_with(labels, value, true);
    }

    fn native_histogram(&mut self, labels: Labels<'_>, value: &NativeValue<'_>) {
        // Buckets below zero are some, also where the page doesn't show them.
        let has_sum = value.negative.is_empty();
        value.with_classic(|value| self.histogram_with(labels, value, has_sum));
    }

    fn gauge_histogram(&mut self, labels: Labels<'_>, value: &HistogramValue<'_>) {
        let may_be_negative = value.buckets.bounds().first().is_some_and(|bound| *bound < 0.0);
        let sum = if may_be_negative { Some(value.sum).filter(|sum| !sum.is_nan()) } else { sum(value.sum) };
        self.buckets(labels, value, sum);
        self.samples.end_series();
    }

    fn summary(&mut self, labels: Labels<'_>, value: &SummaryValue<'_>) {
        self.samples.begin_lines(Part::Value, labels, "quantile");
        for (quantile, estimate) in value.quantiles {
            let estimate = if *estimate < 0.0 { f64::NAN } else { *estimate };
            self.samples.line(&canonical(*quantile), Number::Float(estimate));
        }
        self.samples.sample(Part::Count, labels, Number::Integer(value.count));
        if let Some(sum) = sum(value.sum) {
            self.samples.sample(Part::Sum, labels, Number::Float(sum));
        }
        self.created(labels, value.created);
    }

    fn info(&mut self, labels: Labels<'_>) {
        self.value(labels, Number::Integer(1));
    }

    fn state_set(&mut self, labels: Labels<'_>, value: &StateSetValue<'_>) {
        self.samples.states(labels, value);
        self.samples.end_series();
    }

    fn unknown(&mut self, labels: Labels<'_>, value: f64) {
        self.value(labels, Number::Float(value));
    }
}
