//! The text format, version 0.0.4:
//! [specification](https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format).

use crate::{
    label::{Labels, push_escaped, push_pair},
    registry::Registry,
    sink::{FamilyMeta, HistogramValue, Number, Sink, StateSetValue, SummaryValue},
};

/// The media type of what [`encode`](crate::encode) returns; Prometheus 3 refuses a page without one.
pub const CONTENT_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Appends the page of `registry` to `page`, whose memory can be used again for the next scrape.
pub fn encode_text(registry: &Registry, page: &mut String) {
    registry.collect(&mut Text { page, name: String::new() });
}

/// Writes what it is given behind `page`.
pub(super) fn sink(page: &mut String) -> impl Sink {
    Text { page, name: String::new() }
}

struct Text<'a> {
    page: &'a mut String,
    /// Of the family whose series are being written.
    name: String,
}

impl Sink for Text<'_> {
    fn family(&mut self, family: &FamilyMeta<'_>) {
        self.name.clear();
        self.name.push_str(&family.name);
        self.push_all(&["# HELP ", &family.name, " "]);
        push_escaped(self.page, &family.help, &['\\', '\n']);
        self.push_all(&["\n# TYPE ", &family.name, " ", family.kind.as_str(), "\n"]);
    }

    fn counter(&mut self, labels: Labels<'_>, value: Number) {
        self.sample("", labels, None, value);
    }

    fn gauge(&mut self, labels: Labels<'_>, value: f64) {
        self.sample("", labels, None, Number::Float(value));
    }

    fn histogram(&mut self, labels: Labels<'_>, value: &HistogramValue<'_>) {
        for (bound, count) in value.cumulative() {
            self.sample("_bucket", labels, Some(("le", bound)), Number::Integer(count));
        }
        self.sample("_sum", labels, None, Number::Float(value.sum));
        self.sample("_count", labels, None, Number::Integer(value.count()));
    }

    fn summary(&mut self, labels: Labels<'_>, value: &SummaryValue<'_>) {
        for (quantile, estimate) in value.quantiles {
            self.sample("", labels, Some(("quantile", &quantile.to_string())), Number::Float(*estimate));
        }
        self.sample("_sum", labels, None, Number::Float(value.sum));
        self.sample("_count", labels, None, Number::Integer(value.count));
    }

    fn info(&mut self, labels: Labels<'_>) {
        self.sample("", labels, None, Number::Integer(1));
    }

    fn state_set(&mut self, labels: Labels<'_>, value: &StateSetValue<'_>) {
        for (state, is_on) in value.iter() {
            self.page.push_str(&self.name);
            self.page.push('{');
            if !labels.is_empty() {
                self.push_all(&[labels.as_str(), ","]);
            }
            push_pair(self.page, &self.name, state);
            self.page.push('}');
            self.push_value(Number::Integer(is_on.into()));
        }
    }

    fn unknown(&mut self, labels: Labels<'_>, value: f64) {
        self.sample("", labels, None, Number::Float(value));
    }
}

impl Text<'_> {
    /// One line; `extra` is the label that the format adds to those of the series.
    fn sample(&mut self, suffix: &str, labels: Labels<'_>, extra: Option<(&str, &str)>, value: Number) {
        self.page.push_str(&self.name);
        self.page.push_str(suffix);
        match (labels.is_empty(), extra) {
            (true, None) => {}
            (false, None) => self.push_all(&["{", labels.as_str(), "}"]),
            (true, Some((name, value))) => self.push_all(&["{", name, "=\"", value, "\"}"]),
            (false, Some((name, value))) => {
                self.push_all(&["{", labels.as_str(), ",", name, "=\"", value, "\"}"]);
            }
        }
        self.push_value(value);
    }

    fn push_value(&mut self, value: Number) {
        self.page.push(' ');
        push_number(self.page, value);
        self.page.push('\n');
    }

    fn push_all(&mut self, parts: &[&str]) {
        for part in parts {
            self.page.push_str(part);
        }
    }
}

/// Appends a value.
pub(crate) fn push_number(page: &mut String, number: Number) {
    match number {
        Number::Integer(integer) => page.push_str(itoa::Buffer::new().format(integer)),
        Number::Float(float) if float.is_nan() => page.push_str("NaN"),
        Number::Float(f64::INFINITY) => page.push_str("+Inf"),
        Number::Float(f64::NEG_INFINITY) => page.push_str("-Inf"),
        Number::Float(float) => page.push_str(short(zmij::Buffer::new().format_finite(float))),
    }
}

/// Whole numbers without the `.0` that this format does not ask for.
fn short(float: &str) -> &str {
    float.strip_suffix(".0").unwrap_or(float)
}
