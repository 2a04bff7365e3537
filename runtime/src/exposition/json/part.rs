//! The fields of series and families.

use super::{
    Exemplar, HistogramValue, Json, Labels, NativeValue, Number, StateSetValue, Timestamp, push_float,
    push_number,
    text::{push_escaped, push_string},
};

/// All take what stands before the value with its comma, quotes and colon, so that it is one text to copy.
impl Json<'_> {
    pub(super) fn text(&mut self, field: &str, text: &str) {
        self.page.push(field);
        push_string(&mut self.page, text);
    }

    /// A number; JSON has none for what is not one or has no end, so these are texts.
    #[inline]
    pub(super) fn number(&mut self, field: &str, number: Number) {
        self.page.push(field);
        match number {
            Number::Float(float) if !float.is_finite() => {
                self.page.push("\"");
                push_float(&mut self.page, float);
                self.page.push("\"");
            }
            number => push_number(&mut self.page, number),
        }
    }

    #[inline]
    pub(super) fn integer(&mut self, field: &str, integer: impl itoa::Integer) {
        self.page.push(field);
        self.page.push(itoa::Buffer::new().format(integer));
    }

    #[inline]
    pub(super) fn labels(&mut self, labels: Labels<'_>) {
        let mut before = "{\"";
        for label in labels.labels_from(0) {
            let (name, value) = (label.name.text, label.value.text);
            self.page.push(before);
            push_escaped(&mut self.page, name);
            self.page.push("\":\"");
            push_escaped(&mut self.page, value);
            before = "\",\"";
        }
        self.page.push(if labels.is_empty() { "{}" } else { "\"}" });
    }

    pub(super) fn buckets(&mut self, value: &HistogramValue<'_>) {
        self.page.push(",\"buckets\":[");
        let mut before = "{\"le\":";
        for (bound, up_to) in value.cumulative() {
            self.page.push(before);
            self.page.push(if bound == "+Inf" { "\"+Inf\"" } else { bound });
            self.integer(",\"count\":", up_to);
            before = "},{\"le\":";
        }
        self.page.push("}]");
    }

    pub(super) fn native_buckets(&mut self, value: &NativeValue<'_>) {
        self.integer(",\"schema\":", value.schema);
        self.number(",\"zero_threshold\":", Number::Float(value.zero_threshold));
        self.integer(",\"zero_count\":", value.zero_count);
        self.integer(",\"not_a_number\":", value.not_a_number);
        self.pairs(",\"positive\":[", &value.positive);
        self.pairs(",\"negative\":[", &value.negative);
    }

    fn pairs(&mut self, field: &str, buckets: &[(i32, u64)]) {
        self.page.push(field);
        let mut before = "[";
        for (index, count) in buckets {
            self.integer(before, *index);
            self.integer(",", *count);
            before = "],[";
        }
        self.page.push(if buckets.is_empty() { "]" } else { "]]" });
    }

    pub(super) fn quantiles(&mut self, quantiles: &[(f64, f64)]) {
        self.page.push(",\"quantiles\":[");
        let mut before = "{\"quantile\":";
        for (quantile, value) in quantiles {
            self.number(before, Number::Float(*quantile));
            self.number(",\"value\":", Number::Float(*value));
            before = "},{\"quantile\":";
        }
        self.page.push(if quantiles.is_empty() { "]" } else { "}]" });
    }

    pub(super) fn states(&mut self, value: &StateSetValue<'_>) {
        self.page.push(",\"states\":");
        let mut before = "{";
        for (state, is_on) in value.iter() {
            self.text(before, state);
            self.page.push(if is_on { ":true" } else { ":false" });
            before = ",";
        }
        self.page.push(if value.states.is_empty() { "{}" } else { "}" });
    }

    #[inline]
    pub(super) fn created(&mut self, created: Option<Timestamp>) {
        if let Some(created) = created {
            self.integer(",\"created\":", created.milliseconds());
        }
    }

    pub(super) fn exemplar(&mut self, exemplar: &Exemplar) {
        self.page.push("{\"labels\":");
        self.labels(exemplar.labels());
        self.number(",\"value\":", Number::Float(exemplar.value()));
        if let Some(time) = exemplar.time() {
            self.integer(",\"time\":", time.milliseconds());
        }
        self.page.push("}");
    }

    pub(super) fn exemplars<'e>(&mut self, exemplars: impl ExactSizeIterator<Item = &'e Exemplar>) {
        if exemplars.len() == 0 {
            return;
        }
        let mut before = ",\"exemplars\":[";
        for exemplar in exemplars {
            self.page.push(before);
            self.exemplar(exemplar);
            before = ",";
        }
        self.page.push("]");
    }
}
