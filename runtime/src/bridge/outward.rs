//! From our registry to `prometheus`.

use std::{
    collections::HashMap,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
};

use prometheus::{
    core::{Collector, Desc},
    proto::{
        Bucket, Counter, Gauge, Histogram, LabelPair, Metric, MetricFamily, MetricType, Quantile, Summary,
    },
};

use super::inward;
use crate::{
    kind::Kind,
    label::Labels,
    registry::Registry,
    sink::{CounterValue, FamilyMeta, HistogramValue, Number, Sink, StateSetValue, SummaryValue},
};

/// A registry of ours as a collector of the crate `prometheus`.
///
/// It hands over the families that the registry holds itself. Those of attached collectors stay: they may be the very
/// registry that this one is registered with, and where that asks for them because it is attached, it gets nothing,
/// because the families are on that page already.
///
/// That crate compares names when a collector is registered. A family that is added to our registry later is handed over
/// too, so its name must not be one that is theirs.
#[derive(Debug)]
pub struct RegistryCollector {
    registry: Registry,
    descriptions: Vec<Desc>,
}

impl RegistryCollector {
    /// The registry, described as it is now; families that are added later are handed over too.
    pub fn new(registry: &Registry) -> Self {
        // Of its own, because that crate takes two collectors without a description for the same one.
        static REGISTRIES: AtomicU64 = AtomicU64::new(0);
        let number = REGISTRIES.fetch_add(1, Relaxed);
        let own = describe(format!("tickmark_registry_{number}"), "A registry.", &[]);
        let families = registry.descriptors();
        let families = families
            .iter()
            .filter_map(|family| describe(family.name.to_string(), family.help.as_str(), &family.labels));
        Self { descriptions: own.into_iter().chain(families).collect(), registry: registry.clone() }
    }
}

fn describe(name: String, help: &str, labels: &[&str]) -> Option<Desc> {
    // That crate refuses an empty help.
    let help = if help.is_empty() { name.clone() } else { help.to_owned() };
    Desc::new(name, help, labels.iter().map(|label| (*label).to_owned()).collect(), HashMap::new()).ok()
}

impl Collector for RegistryCollector {
    fn desc(&self) -> Vec<&Desc> {
        self.descriptions.iter().collect()
    }

    fn collect(&self) -> Vec<MetricFamily> {
        let mut families = Families::default();
        if !(inward::is_under_way() && self.registry.is_under_way()) {
            self.registry.collect_own(&mut families);
        }
        // A family without series is not one to that crate: its registry stops the program at it.
        families.0.into_iter().filter(|family| !family.get_metric().is_empty()).collect()
    }
}

/// A sink that builds the model of that crate.
#[derive(Default)]
struct Families(Vec<MetricFamily>);

impl Families {
    fn push(&mut self, metric: Metric) {
        if let Some(family) = self.0.last_mut() {
            family.mut_metric().push(metric);
        }
    }

    fn push_gauge(&mut self, labels: Vec<LabelPair>, value: f64) {
        let mut gauge = Gauge::default();
        gauge.set_value(value);
        let mut metric = Metric::from_label(labels);
        metric.set_gauge(gauge);
        self.push(metric);
    }
}

impl Sink for Families {
    fn family(&mut self, family: &FamilyMeta<'_>) {
        let mut begun = MetricFamily::default();
        begun.set_name(family.name.clone().into_owned());
        begun.set_help(family.help.clone().into_owned());
        begun.set_field_type(match family.kind {
            Kind::Counter => MetricType::COUNTER,
            Kind::Histogram | Kind::GaugeHistogram => MetricType::HISTOGRAM,
            Kind::Summary => MetricType::SUMMARY,
            _ => MetricType::GAUGE,
        });
        self.0.push(begun);
    }

    fn counter(&mut self, labels: Labels<'_>, value: &CounterValue<'_>) {
        let mut counter = Counter::default();
        counter.set_value(match value.number {
            Number::Integer(integer) => integer as f64,
            Number::Float(float) => float,
        });
        let mut metric = Metric::from_label(pairs(labels));
        metric.set_counter(counter);
        self.push(metric);
    }

    fn gauge(&mut self, labels: Labels<'_>, value: f64) {
        self.push_gauge(pairs(labels), value);
    }

    fn histogram(&mut self, labels: Labels<'_>, value: &HistogramValue<'_>) {
        let mut metric = Metric::from_label(pairs(labels));
        metric.set_histogram(histogram(value));
        self.push(metric);
    }

    fn summary(&mut self, labels: Labels<'_>, value: &SummaryValue<'_>) {
        let mut metric = Metric::from_label(pairs(labels));
        metric.set_summary(summary(value));
        self.push(metric);
    }

    fn info(&mut self, labels: Labels<'_>) {
        self.gauge(labels, 1.0);
    }

    fn state_set(&mut self, labels: Labels<'_>, value: &StateSetValue<'_>) {
        let name = self.0.last().map(|family| family.name().to_owned()).unwrap_or_default();
        for (state, is_on) in value.iter() {
            let mut pairs = pairs(labels);
            pairs.push(pair(&name, state.to_owned()));
            self.push_gauge(pairs, f64::from(u8::from(is_on)));
        }
    }

    fn unknown(&mut self, labels: Labels<'_>, value: f64) {
        self.gauge(labels, value);
    }
}

fn pairs(labels: Labels<'_>) -> Vec<LabelPair> {
    labels.iter().map(|(name, value)| pair(&name, value.into_owned())).collect()
}

fn pair(name: &str, value: String) -> LabelPair {
    let mut pair = LabelPair::default();
    pair.set_name(name.to_owned());
    pair.set_value(value);
    pair
}

fn histogram(value: &HistogramValue<'_>) -> Histogram {
    let mut histogram = Histogram::default();
    histogram.set_sample_count(value.count());
    histogram.set_sample_sum(value.sum);
    let bounds = value.buckets.bounds().iter().zip(value.cumulative());
    histogram.set_bucket(bounds.map(|(bound, (_, count))| bucket(*bound, count)).collect());
    histogram
}

fn bucket(bound: f64, count: u64) -> Bucket {
    let mut bucket = Bucket::default();
    bucket.set_upper_bound(bound);
    bucket.set_cumulative_count(count);
    bucket
}

fn summary(value: &SummaryValue<'_>) -> Summary {
    let mut summary = Summary::default();
    summary.set_sample_count(value.count);
    summary.set_sample_sum(value.sum);
    summary.set_quantile(value.quantiles.iter().map(|each| quantile(*each)).collect());
    summary
}

fn quantile((at, value): (f64, f64)) -> Quantile {
    let mut quantile = Quantile::default();
    quantile.set_quantile(at);
    quantile.set_value(value);
    quantile
}
