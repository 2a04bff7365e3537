//! What the page should say, worked out by hand.

use std::collections::BTreeMap;

use tickmark::Registry;

use super::{
    Said,
    declaration::{Declaration, Kind},
    recording::{state, whole},
};
use crate::page::{Page, Sample};

type Labels = Vec<(String, String)>;

/// A page without its order, in values that can be compared.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Expected {
    /// Kind and help.
    families: BTreeMap<String, (String, String)>,
    /// The bits of each value.
    samples: BTreeMap<(String, Labels), u64>,
    /// How many values were refused.
    refused: BTreeMap<String, usize>,
}

/// What the page of a registry says.
pub(super) fn read(registry: &Registry) -> Expected {
    let page = Page::of(registry);
    let mut read = Expected::default();
    for family in page.families().filter(|family| !family.name.starts_with("tickmark_")) {
        read.families.insert(family.name.clone(), (family.kind.clone(), family.help.clone()));
        for Sample { name, labels, value } in &family.samples {
            let labels = labels.iter().map(|(label, value)| (label.clone(), canonical(label, value)));
            read.samples.insert((name.clone(), labels.collect()), bits(*value));
        }
    }
    for family in read.families.keys() {
        // With the configured labels, which may have taken the name.
        let of_family = |sample: &&Sample| {
            sample.name == "tickmark_values_refused_total" && sample.label("family") == Some(&**family)
        };
        let refused: Option<usize> =
            page.samples().find(of_family).and_then(|sample| sample.value.to_string().parse().ok());
        read.refused.extend(refused.map(|refused| (family.clone(), refused)));
    }
    read
}

/// However a bound is written, it is a number.
fn canonical(label: &str, value: &str) -> String {
    match value.parse::<f64>() {
        Ok(bound) if label == "le" => format!("{bound:?}"),
        _ => value.to_owned(),
    }
}

/// One that is not a number is as good as another.
fn bits(value: f64) -> u64 {
    if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() }
}

impl Expected {
    pub(super) fn of(declarations: &[Declaration], said: &Said) -> Self {
        let mut expected = Self::default();
        for declaration in declarations {
            let parts = [said.prefix.as_deref(), Some(&*declaration.name)];
            let name = parts.into_iter().flatten().collect::<Vec<_>>().join("_");
            let head = (declaration.kind.word().to_owned(), declaration.help.clone());
            expected.families.insert(name.clone(), head);
            for (labels, values) in declaration.series() {
                let labels = labels.into_iter().chain(said.labels_of(declaration, &name)).collect();
                expected.add(Series { name: &name, labels, values }, declaration);
            }
        }
        expected
    }

    fn add(&mut self, series: Series<'_>, declaration: &Declaration) {
        let values = &series.values;
        match declaration.kind {
            Kind::Counter => {
                self.put(&series, "", None, values.iter().map(|value| whole(*value)).sum::<u64>() as f64);
            }
            Kind::FloatCounter => self.add_fractions(&series),
            Kind::Gauge => self.put(&series, "", None, values.last().copied().unwrap_or(0.0)),
            Kind::UpDown => self.put(
                &series,
                "",
                None,
                values.iter().fold(0.0, |sum, value| {
                    sum + if *value > 0.0 { whole(*value) as f64 } else { -(whole(*value) as f64) }
                }),
            ),
            Kind::Histogram => self.add_histogram(&series, &declaration.bounds),
            // On a page of text there is no bucket but `+Inf`.
            Kind::NativeHistogram => self.add_histogram(&series, &[]),
            Kind::Summary => self.add_sum(&series),
            Kind::StateSet => self.add_states(&series),
            Kind::Info => self.put(&series, "", None, 1.0),
        }
    }

    fn add_fractions(&mut self, series: &Series<'_>) {
        let (taken, refused): (Vec<f64>, Vec<f64>) =
            series.values.iter().partition(|value| value.is_finite() && **value >= 0.0);
        self.put(series, "", None, taken.into_iter().fold(0.0, |sum, value| sum + value));
        if !refused.is_empty() {
            *self.refused.entry(series.name.to_owned()).or_default() += refused.len();
        }
    }

    fn add_histogram(&mut self, series: &Series<'_>, bounds: &[f64]) {
        for bound in bounds {
            let count = series.values.iter().filter(|value| *value <= bound).count();
            self.put(series, "_bucket", Some(("le", &format!("{bound:?}"))), count as f64);
        }
        self.put(series, "_bucket", Some(("le", "inf")), series.values.len() as f64);
        self.add_sum(series);
    }

    fn add_sum(&mut self, series: &Series<'_>) {
        self.put(series, "_sum", None, series.values.iter().fold(0.0, |sum, value| sum + value));
        self.put(series, "_count", None, series.values.len() as f64);
    }

    fn add_states(&mut self, series: &Series<'_>) {
        let mut on = [false; 3];
        for value in &series.values {
            let (state, is_on) = state(*value);
            on[state] = is_on;
        }
        for (text, is_on) in ["on \"and\" on", "\\", "three"].into_iter().zip(on) {
            self.put(series, "", Some((series.name, text)), f64::from(u8::from(is_on)));
        }
    }

    fn put(&mut self, series: &Series<'_>, suffix: &str, extra: Option<(&str, &str)>, value: f64) {
        let extra = extra.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let mut labels: Labels = series.labels.iter().cloned().chain(extra).collect();
        // To Prometheus, an empty value is no label.
        labels.retain(|(_, value)| !value.is_empty());
        labels.sort_unstable();
        self.samples.insert((format!("{}{suffix}", series.name), labels), bits(value));
    }
}

struct Series<'a> {
    name: &'a str,
    labels: Labels,
    values: Vec<f64>,
}

impl Said {
    /// The labels that a family does not have itself.
    fn labels_of(&self, declaration: &Declaration, name: &str) -> Labels {
        let has_pair = declaration.has_labels || declaration.kind == Kind::Info;
        let own = |label: &str| {
            (has_pair && ["first", "second"].contains(&label))
                || (declaration.kind == Kind::StateSet && label == name)
        };
        let labels = self.labels.iter().filter(|(label, _)| !own(label));
        labels.map(|(label, value)| (label.clone(), value.clone())).collect()
    }
}

impl Kind {
    /// As the format calls it.
    fn word(self) -> &'static str {
        match self {
            Self::Counter | Self::FloatCounter => "counter",
            Self::Gauge | Self::UpDown | Self::StateSet | Self::Info => "gauge",
            Self::Histogram | Self::NativeHistogram => "histogram",
            Self::Summary => "summary",
        }
    }
}

impl Declaration {
    /// The values of each series, whose labels are a pair.
    fn series(&self) -> Vec<(Labels, Vec<f64>)> {
        let pair = |first: &str, second: &str| {
            vec![("first".to_owned(), first.to_owned()), ("second".to_owned(), second.to_owned())]
        };
        if self.kind == Kind::Info {
            let last = self.recorded.last().into_iter();
            return last
                .map(|one| (pair(&one.first, one.second.as_deref().unwrap_or_default()), vec![]))
                .collect();
        }
        if !self.has_labels {
            return vec![(vec![], self.recorded.iter().map(|one| one.value).collect())];
        }
        let mut series: BTreeMap<_, Vec<f64>> = BTreeMap::new();
        for one in &self.recorded {
            let key = (&*one.first, one.second.as_deref().unwrap_or_default());
            series.entry(key).or_default().push(one.value);
        }
        series.into_iter().map(|((first, second), values)| (pair(first, second), values)).collect()
    }
}
