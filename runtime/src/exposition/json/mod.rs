//! A page as [JSON](https://www.rfc-editor.org/rfc/rfc8259), with everything that is known of each family.

mod part;
mod schema;
#[cfg(test)]
mod tests;
mod text;

use std::io;

pub use schema::JSON_SCHEMA;

use super::{
    number::{push_float, push_number},
    page::Page,
};
use crate::{
    exemplar::Exemplar,
    kind::Kind,
    label::Labels,
    sink::{
        CounterValue, FamilyMeta, HistogramValue, NativeValue, Number, Sink, StateSetValue, SummaryValue,
    },
    timestamp::Timestamp,
};

/// Writes a page of JSON: one line for each family and one for each series, so that line tools find their way in it.
pub(super) struct Json<'a> {
    page: Page<'a>,
    has_family: bool,
    has_series: bool,
}

impl<'a> Json<'a> {
    pub(super) fn new(mut page: Page<'a>) -> Self {
        page.push("{\"families\":[");
        Self { page, has_family: false, has_series: false }
    }

    /// Ends the page.
    ///
    /// # Errors
    ///
    /// The first of the writer's.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.end_family();
        self.page.push("]}\n");
        self.page.finish()
    }

    fn end_family(&mut self) {
        if self.has_family {
            self.page.push("]}");
        }
    }

    #[inline]
    fn begin_series(&mut self, labels: Labels<'_>) {
        self.page.push(if self.has_series { ",\n{\"labels\":" } else { "\n{\"labels\":" });
        self.has_series = true;
        self.labels(labels);
    }

    #[inline]
    fn end_series(&mut self) {
        self.page.push("}");
        self.page.may_be_cut();
    }

    #[inline]
    fn value(&mut self, labels: Labels<'_>, value: Number) {
        self.begin_series(labels);
        self.number(",\"value\":", value);
        self.end_series();
    }

    fn count_and_sum(&mut self, count: u64, sum: f64) {
        self.integer(",\"count\":", count);
        self.number(",\"sum\":", Number::Float(sum));
    }
}

/// The word for a kind.
const fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Counter => "counter",
        Kind::Gauge => "gauge",
        Kind::Histogram => "histogram",
        Kind::GaugeHistogram => "gauge_histogram",
        Kind::Summary => "summary",
        Kind::Info => "info",
        Kind::StateSet => "state_set",
        Kind::Unknown => "unknown",
    }
}

impl Sink for Json<'_> {
    fn family(&mut self, family: &FamilyMeta<'_>) {
        self.end_family();
        self.page.push(if self.has_family { ",\n{" } else { "\n{" });
        (self.has_family, self.has_series) = (true, false);
        self.text("\"name\":", &family.name);
        self.text(",\"kind\":", word(family.kind));
        if !family.unit.is_empty() {
            self.text(",\"unit\":", family.unit);
        }
        self.text(",\"help\":", &family.help);
        if let Some((file, line)) = family.place() {
            self.text(",\"declared\":{\"file\":", file);
            self.integer(",\"line\":", line);
            self.page.push("}");
        }
        self.page.push(",\"series\":[");
        self.page.may_be_cut();
    }

    fn counter(&mut self, labels: Labels<'_>, value: &CounterValue<'_>) {
        self.begin_series(labels);
        self.number(",\"value\":", value.number);
        self.created(value.created);
        if let Some(exemplar) = value.exemplar {
            self.page.push(",\"exemplar\":");
            self.exemplar(exemplar);
        }
        self.end_series();
    }

    fn gauge(&mut self, labels: Labels<'_>, value: f64) {
        self.value(labels, Number::Float(value));
    }

    fn histogram(&mut self, labels: Labels<'_>, value: &HistogramValue<'_>) {
        self.begin_series(labels);
        self.count_and_sum(value.count(), value.sum);
        self.buckets(value);
        self.created(value.created);
        self.exemplars(value.exemplars.iter().map(|(_, exemplar)| exemplar));
        self.end_series();
    }

    fn native_histogram(&mut self, labels: Labels<'_>, value: &NativeValue<'_>) {
        self.begin_series(labels);
        self.count_and_sum(value.count(), value.sum);
        self.native_buckets(value);
        if let Some(classic) = &value.classic {
            self.buckets(&HistogramValue::new(classic.buckets, &classic.counts, value.sum));
        }
        self.created(value.created);
        self.exemplars(value.exemplars.iter());
        self.end_series();
    }

    fn gauge_histogram(&mut self, labels: Labels<'_>, value: &HistogramValue<'_>) {
        // What goes down too did not begin at zero.
        self.histogram(labels, &value.with_created(None));
    }

    fn summary(&mut self, labels: Labels<'_>, value: &SummaryValue<'_>) {
        self.begin_series(labels);
        self.count_and_sum(value.count, value.sum);
        self.quantiles(value.quantiles);
        self.created(value.created);
        self.end_series();
    }

    fn info(&mut self, labels: Labels<'_>) {
        self.begin_series(labels);
        self.end_series();
    }

    fn state_set(&mut self, labels: Labels<'_>, value: &StateSetValue<'_>) {
        self.begin_series(labels);
        self.states(value);
        self.end_series();
    }

    fn unknown(&mut self, labels: Labels<'_>, value: f64) {
        self.value(labels, Number::Float(value));
    }
}
