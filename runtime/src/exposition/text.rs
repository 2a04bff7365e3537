//! The [text format](https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format), versions 0.0.4 and 1.0.0, which
//! differ in the names that they know.

use std::io;

use super::{
    page::Page,
    sample::{Part, Samples},
    vmrange::push_range,
};
use crate::{
    kind::Kind,
    label::Labels,
    name::Escaping,
    sink::{
        CounterValue, FamilyMeta, HistogramValue, NativeValue, Number, Sink, StateSetValue, SummaryValue,
    },
};

/// Writes a page of text.
pub(super) struct Text<'a> {
    samples: Samples<'a>,
    escaping: Escaping,
    /// Whether the buckets of native histograms are those of VictoriaMetrics.
    has_ranges: bool,
}

impl<'a> Text<'a> {
    pub(super) fn new(page: Page<'a>, escaping: Escaping, has_ranges: bool) -> Self {
        Self { samples: Samples::new(page, escaping), escaping, has_ranges }
    }

    /// Ends the page.
    ///
    /// # Errors
    ///
    /// The first of the writer's.
    pub(super) fn finish(self) -> io::Result<()> {
        self.samples.finish()
    }

    #[inline]
    fn value(&mut self, labels: Labels<'_>, value: Number) {
        self.samples.sample(Part::Value, labels, value);
        self.samples.end_series();
    }

    fn sum_and_count(&mut self, labels: Labels<'_>, sum: f64, count: u64) {
        self.samples.sample(Part::Sum, labels, Number::Float(sum));
        self.samples.sample(Part::Count, labels, Number::Integer(count));
        self.samples.end_series();
    }
}

impl Sink for Text<'_> {
    fn family(&mut self, family: &FamilyMeta<'_>) {
        let name = self.escaping.metric_name(&family.name);
        let parts =
            [(Part::Value, ""), (Part::Bucket, "_bucket"), (Part::Sum, "_sum"), (Part::Count, "_count")];
        for (part, suffix) in parts {
            self.samples.name_part(part, &name, suffix);
        }
        if family.kind == Kind::StateSet {
            self.samples.set_own_label(&family.name);
        }
        self.samples.push("# HELP ");
        self.samples.push_name(&name);
        self.samples.push(" ");
        self.samples.push_help(&family.help, &['\\', '\n']);
        self.samples.push("\n# TYPE ");
        self.samples.push_name(&name);
        self.samples.push(" ");
        self.samples.push(family.kind.as_str());
        self.samples.push("\n");
    }

    fn takes_exemplars(&self) -> bool {
        false
    }

    fn counter(&mut self, labels: Labels<'_>, value: &CounterValue<'_>) {
        self.value(labels, value.number);
    }

    fn gauge(&mut self, labels: Labels<'_>, value: f64) {
        self.value(labels, Number::Float(value));
    }

    fn histogram(&mut self, labels: Labels<'_>, value: &HistogramValue<'_>) {
        self.samples.begin_lines(Part::Bucket, labels, "le");
        let mut count = 0;
        for (bound, up_to) in value.cumulative() {
            self.samples.line(bound, Number::Integer(up_to));
            count = up_to;
        }
        self.sum_and_count(labels, value.sum, count);
    }

    fn native_histogram(&mut self, labels: Labels<'_>, value: &NativeValue<'_>) {
        if !self.has_ranges {
            return value.with_classic(|value| self.histogram(labels, value));
        }
        self.samples.begin_lines(Part::Bucket, labels, "vmrange");
        let mut range = String::new();
        for (start, end, count) in value.ranges() {
            range.clear();
            push_range(&mut range, start, end);
            self.samples.line(&range, Number::Integer(count));
        }
        self.sum_and_count(labels, value.sum, value.count());
    }

    fn summary(&mut self, labels: Labels<'_>, value: &SummaryValue<'_>) {
        self.samples.begin_lines(Part::Value, labels, "quantile");
        for (quantile, estimate) in value.quantiles {
            self.samples.line(&quantile.to_string(), Number::Float(*estimate));
        }
        self.sum_and_count(labels, value.sum, value.count);
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
