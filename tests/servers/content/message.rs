//! What has to be read from a page of protobuf: the fields of its messages, numbers as text.

use serde_json::{Map, Value as Json, json};
use tickmark::{Exemplar, Kind, NativeValue, Number, Timestamp, exposition::Escaping};

use super::{Family, Labels, Observed, Value, native::classic, number};

/// The message of a family, with the buckets of native histograms as such instead of spans and deltas.
pub(in crate::servers) fn message(family: &Family, escaping: Escaping) -> Json {
    let writer = Writer { escaping, family };
    let mut metrics: Vec<Json> =
        family.series.iter().flat_map(|(labels, value)| writer.metrics(labels, value)).collect();
    metrics.sort_by_key(Json::to_string);
    let mut message = json!({
        "name": escaping.metric_name(&family.name),
        "help": family.help,
        "type": type_of(family.kind),
    });
    set(&mut message, "unit", (!family.unit.is_empty()).then(|| family.unit.into()));
    set_list(&mut message, "metric", metrics);
    message
}

fn type_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Counter => "COUNTER",
        Kind::Summary => "SUMMARY",
        Kind::Histogram => "HISTOGRAM",
        Kind::GaugeHistogram => "GAUGE_HISTOGRAM",
        Kind::Unknown => "UNTYPED",
        _ => "GAUGE",
    }
}

struct Writer<'a> {
    escaping: Escaping,
    family: &'a Family,
}

impl Writer<'_> {
    fn metrics(&self, labels: &Labels, value: &Value) -> Vec<Json> {
        if let Value::StateSet { states, on } = value {
            let state = |(at, state): (usize, &String)| {
                let value = json!({"value": number(f64::from(u8::from(on >> at & 1 == 1)))});
                self.metric(labels, Some(state), "gauge", value)
            };
            return states.iter().enumerate().map(state).collect();
        }
        let (field, value) = self.value(value);
        vec![self.metric(labels, None, field, value)]
    }

    fn metric(&self, labels: &Labels, state: Option<&String>, field: &str, value: Json) -> Json {
        let mut pairs = self.pairs(labels.iter().map(|(name, value)| (&**name, &**value)));
        if let Some(state) = state {
            pairs.push(json!({"name": self.escaping.label_name(&self.family.name), "value": state}));
        }
        let mut metric = json!({ field: value });
        set_list(&mut metric, "label", pairs);
        metric
    }

    /// Labels without a value are none.
    fn pairs<'a>(&self, labels: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Json> {
        let pair = |(name, value)| json!({"name": self.escaping.label_name(name), "value": value});
        labels.filter(|(_, value)| !value.is_empty()).map(pair).collect()
    }

    fn value(&self, value: &Value) -> (&'static str, Json) {
        match value {
            Value::Counter { number: Number::Integer(count), created, exemplar } => {
                ("counter", self.counter(*count as f64, *created, exemplar.as_ref()))
            }
            Value::Counter { number: Number::Float(count), created, exemplar } => {
                ("counter", self.counter(*count, *created, exemplar.as_ref()))
            }
            Value::Gauge(value) => ("gauge", json!({"value": number(*value)})),
            Value::Unknown(value) => ("untyped", json!({"value": number(*value)})),
            Value::Histogram(observed) => ("histogram", self.histogram(observed)),
            // What goes up and down began at no time.
            Value::GaugeHistogram(observed) => {
                ("histogram", self.histogram(&Observed { created: None, ..observed.clone() }))
            }
            Value::Native(value) => ("histogram", self.native(value)),
            Value::Summary { quantiles, sum, count, created } => {
                let quantile =
                    |(at, value): &(f64, f64)| json!({"quantile": number(*at), "value": number(*value)});
                let mut summary = json!({"sample_count": count.to_string(), "sample_sum": number(*sum)});
                set_list(&mut summary, "quantile", quantiles.iter().map(quantile).collect());
                set(&mut summary, "created_timestamp", created.map(moment));
                ("summary", summary)
            }
            Value::Info | Value::StateSet { .. } => ("gauge", json!({"value": number(1.0)})),
        }
    }

    fn counter(&self, value: f64, created: Option<Timestamp>, exemplar: Option<&Exemplar>) -> Json {
        let mut counter = json!({"value": number(value)});
        set(&mut counter, "exemplar", exemplar.map(|exemplar| self.exemplar(exemplar)));
        set(&mut counter, "created_timestamp", created.map(moment));
        counter
    }

    /// The bucket `+Inf` is there for its exemplar only.
    fn histogram(&self, observed: &Observed) -> Json {
        let (mut up_to, mut buckets) = (0, Vec::new());
        for (at, count) in observed.counts.iter().enumerate() {
            up_to += count;
            let exemplar = observed.exemplars.iter().find(|(bucket, _)| *bucket == at);
            let bound = observed.bounds.get(at).copied();
            if bound.is_some() || exemplar.is_some() {
                let bound = number(bound.unwrap_or(f64::INFINITY));
                let mut bucket = json!({"cumulative_count": up_to.to_string(), "upper_bound": bound});
                set(&mut bucket, "exemplar", exemplar.map(|(_, exemplar)| self.exemplar(exemplar)));
                buckets.push(bucket);
            }
        }
        let mut histogram = json!({"sample_count": up_to.to_string(), "sample_sum": number(observed.sum)});
        set_list(&mut histogram, "bucket", buckets);
        set(&mut histogram, "created_timestamp", observed.created.map(moment));
        histogram
    }

    fn native(&self, value: &NativeValue<'_>) -> Json {
        let classic = value.classic.as_ref().map(|_| classic(value));
        let mut histogram = classic.map_or_else(|| json!({}), |classic| self.histogram(&classic));
        let both = [
            ("sample_count", value.count().to_string().into()),
            ("sample_sum", number(value.sum).into()),
            ("schema", value.schema.to_string().into()),
            ("zero_threshold", number(value.zero_threshold).into()),
            ("zero_count", value.zero_count.to_string().into()),
            ("positive", json!(value.positive)),
            ("negative", json!(value.negative)),
        ];
        for (field, value) in both {
            set(&mut histogram, field, Some(value));
        }
        let exemplars = value.exemplars.iter().map(|exemplar| self.exemplar(exemplar));
        set_list(&mut histogram, "exemplars", exemplars.collect());
        set(&mut histogram, "created_timestamp", value.created.map(moment));
        histogram
    }

    fn exemplar(&self, exemplar: &Exemplar) -> Json {
        let labels = exemplar.labels();
        let pairs = labels
            .iter()
            .map(|(name, value)| json!({"name": self.escaping.label_name(&name), "value": value}));
        let mut message = json!({"value": number(exemplar.value())});
        set_list(&mut message, "label", pairs.collect());
        set(&mut message, "timestamp", exemplar.time().map(moment));
        message
    }
}

/// A field that is zero is not there.
fn moment(time: Timestamp) -> Json {
    let (seconds, nanoseconds) = (time.milliseconds() / 1_000, time.milliseconds() % 1_000 * 1_000_000);
    let fields = [("seconds", seconds), ("nanos", nanoseconds)];
    let fields = fields.iter().filter(|(_, value)| *value > 0);
    fields.map(|(name, value)| ((*name).to_owned(), value.to_string().into())).collect::<Map<_, _>>().into()
}

fn set(message: &mut Json, field: &str, value: Option<Json>) {
    if let Some(value) = value {
        message[field] = value;
    }
}

fn set_list(message: &mut Json, field: &str, list: Vec<Json>) {
    set(message, field, (!list.is_empty()).then(|| list.into()));
}
