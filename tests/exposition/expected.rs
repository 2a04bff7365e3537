//! What text formats say of families, put together without the encoders.

use std::collections::BTreeMap;

use tickmark::{
    Kind, Number,
    exposition::{
        Escaping, Format,
        parse::{self, Type},
    },
};

use super::generated::{Example, Family, Histogram, Series, Value};

/// A page, so that two can be compared: families by their names, samples in some order.
pub(super) type Page = BTreeMap<String, (Type, String, Vec<Sample>)>;

#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub(super) struct Sample {
    name: String,
    labels: Vec<(String, String)>,
    value: String,
    exemplar: Option<Exemplar>,
}

/// Its labels, its value, and when it was.
type Exemplar = (Vec<(String, String)>, String, Option<String>);

/// Texts of one number are one text.
fn number(text: &str) -> String {
    format!("{:?}", text.parse::<f64>().expect("a number"))
}

fn seconds(milliseconds: u64) -> String {
    format!("{}.{:03}", milliseconds / 1_000, milliseconds % 1_000)
}

pub(super) fn read(page: &str, format: Format) -> Page {
    let page = parse(page, format).unwrap_or_else(|error| panic!("{error}:\n{page}"));
    let families = page.families.iter().filter(|family| !family.name.contains("tickmark"));
    families.map(|family| (family.name.to_string(), of_parsed(family))).collect()
}

fn parse(page: &str, format: Format) -> Result<parse::Page<'_>, parse::ParseError> {
    tickmark::exposition::parse(page, format)
}

fn of_parsed(family: &parse::ParsedFamily<'_>) -> (Type, String, Vec<Sample>) {
    let labels = |labels: &[parse::Label<'_>]| {
        let bound = |name: &str, value: &str| match name {
            "le" | "quantile" => number(value),
            _ => value.to_owned(),
        };
        let mut labels: Vec<_> =
            labels.iter().map(|label| (label.name.to_string(), bound(&label.name, &label.value))).collect();
        labels.sort_unstable();
        labels
    };
    let sample = |sample: &parse::Sample<'_>| Sample {
        name: sample.name.to_string(),
        labels: labels(&sample.labels),
        value: number(sample.value.as_str()),
        exemplar: sample.exemplar.as_ref().map(|exemplar| {
            let time = exemplar.timestamp.map(|time| time.as_str().to_owned());
            (labels(&exemplar.labels), number(exemplar.value.as_str()), time)
        }),
    };
    let mut samples: Vec<_> = family.samples.iter().map(sample).collect();
    samples.sort_by(|one, other| one.partial_cmp(other).expect("texts have an order"));
    (family.kind, family.help.as_deref().unwrap_or_default().to_owned(), samples)
}

/// How families are to be written.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    pub(super) is_open_metrics: bool,
    pub(super) escaping: Escaping,
    pub(super) has_created: bool,
}

impl Rules {
    pub(super) fn page(self, families: &[Family]) -> Page {
        families.iter().map(|family| self.family(family)).collect()
    }

    fn family(self, family: &Family) -> (String, (Type, String, Vec<Sample>)) {
        let whole = self.escaping.metric_name(&family.name).into_owned();
        let (kind, ending) = self.kind(family.kind);
        let name = whole.strip_suffix(ending).unwrap_or(&whole).to_owned();
        let writer = |series| Writer {
            rules: self,
            name: &name,
            series,
            own_label: self.escaping.label_name(&family.name).into_owned(),
            samples: Vec::new(),
        };
        let mut samples: Vec<_> =
            family.series.iter().flat_map(|series| writer(series).samples(ending)).collect();
        samples.sort_by(|one, other| one.partial_cmp(other).expect("texts have an order"));
        let help = family.help.trim_start_matches([' ', '\t']);
        let help = if self.is_open_metrics { family.help.trim_end_matches('\r') } else { help };
        (name, (kind, help.to_owned(), samples))
    }

    fn kind(self, kind: Kind) -> (Type, &'static str) {
        match kind {
            Kind::Counter if self.is_open_metrics => (Type::Counter, "_total"),
            Kind::Counter => (Type::Counter, ""),
            Kind::Info if self.is_open_metrics => (Type::Info, "_info"),
            Kind::StateSet if self.is_open_metrics => (Type::StateSet, ""),
            Kind::GaugeHistogram if self.is_open_metrics => (Type::GaugeHistogram, ""),
            Kind::Gauge | Kind::Info | Kind::StateSet => (Type::Gauge, ""),
            Kind::Histogram | Kind::GaugeHistogram => (Type::Histogram, ""),
            Kind::Summary => (Type::Summary, ""),
            _ => (Type::Unknown, ""),
        }
    }
}

struct Writer<'a> {
    rules: Rules,
    name: &'a str,
    series: &'a Series,
    own_label: String,
    samples: Vec<Sample>,
}

impl Writer<'_> {
    fn samples(mut self, ending: &str) -> Vec<Sample> {
        match &self.series.value {
            Value::Counter(value, example) => {
                let value = match value {
                    Number::Integer(count) => count.to_string(),
                    Number::Float(float) => float.to_string(),
                };
                self.push(ending, None, &value, example.as_ref());
            }
            Value::Gauge(value) | Value::Unknown(value) => self.push("", None, &value.to_string(), None),
            Value::Info => self.push(ending, None, "1", None),
            Value::StateSet(states, on) => {
                for (at, state) in states.iter().enumerate() {
                    let label = (self.own_label.clone(), state.clone());
                    self.push("", Some(label), &(on >> at & 1).to_string(), None);
                }
            }
            Value::Histogram(histogram) => self.histogram(histogram, ["_count", "_sum"], false),
            Value::GaugeHistogram(histogram) => {
                let endings =
                    if self.rules.is_open_metrics { ["_gcount", "_gsum"] } else { ["_count", "_sum"] };
                self.histogram(histogram, endings, true);
            }
            Value::Summary { quantiles, sum, count } => self.summary(quantiles, *sum, *count),
        }
        let has_created =
            matches!(self.series.value, Value::Counter(..) | Value::Histogram(_) | Value::Summary { .. });
        if let Some(created) = self.series.created.filter(|_| has_created && self.rules.has_created) {
            self.push("_created", None, &seconds(created), None);
        }
        self.samples
    }

    fn histogram(&mut self, histogram: &Histogram, [count_ending, sum_ending]: [&str; 2], is_gauge: bool) {
        let mut up_to = 0;
        for (at, count) in histogram.counts.iter().enumerate() {
            up_to += count;
            let bound = histogram.bounds.get(at).copied().unwrap_or(f64::INFINITY);
            let example =
                histogram.examples.iter().find(|(bucket, _)| *bucket == at).map(|(_, example)| example);
            self.push(
                "_bucket",
                Some(("le".to_owned(), number(&bound.to_string()))),
                &up_to.to_string(),
                example,
            );
        }
        let is_below_zero = histogram.bounds.first().is_some_and(|bound| *bound < 0.0);
        let can_say_sum = match (is_below_zero, is_gauge) {
            (true, is_gauge) => is_gauge && !histogram.sum.is_nan(),
            (false, _) => histogram.sum >= 0.0,
        };
        if can_say_sum || !self.rules.is_open_metrics {
            self.push(count_ending, None, &up_to.to_string(), None);
            self.push(sum_ending, None, &histogram.sum.to_string(), None);
        }
    }

    fn summary(&mut self, quantiles: &[(f64, f64)], sum: f64, count: u64) {
        let is_open_metrics = self.rules.is_open_metrics;
        for (quantile, estimate) in quantiles {
            let estimate = if is_open_metrics && *estimate < 0.0 { f64::NAN } else { *estimate };
            let label = ("quantile".to_owned(), number(&quantile.to_string()));
            self.push("", Some(label), &estimate.to_string(), None);
        }
        self.push("_count", None, &count.to_string(), None);
        if sum >= 0.0 || !is_open_metrics {
            self.push("_sum", None, &sum.to_string(), None);
        }
    }

    fn push(
        &mut self,
        ending: &str,
        label: Option<(String, String)>,
        value: &str,
        example: Option<&Example>,
    ) {
        let escaping = self.rules.escaping;
        let own = self.series.labels.iter().filter(|(_, value)| !value.is_empty());
        let own = own.map(|(name, value)| (escaping.label_name(name).into_owned(), value.clone()));
        let mut labels: Vec<_> = own.chain(label).collect();
        labels.sort_unstable();
        let exemplar = example.filter(|_| self.rules.is_open_metrics).map(|example| {
            let label = example
                .label
                .iter()
                .map(|label| (escaping.label_name("trace.id").into_owned(), label.clone()));
            (label.collect(), number(&example.value.to_string()), example.time.map(seconds))
        });
        let name = format!("{}{ending}", self.name);
        self.samples.push(Sample { name, labels, value: number(value), exemplar });
    }
}
