//! From `prometheus` onto our page.

use std::cell::Cell;

use prometheus::{
    core::Collector,
    proto::{Histogram, Metric, MetricFamily, MetricType, Summary},
};

#[allow(unused_imports, reason = "needed for one of the two faces of the model")]
use super::model::Value as _;
use crate::{
    buckets::Buckets,
    collector::Collect,
    kind::Kind,
    label::{Labels, LabelsBuf},
    sink::{FamilyMeta, HistogramValue, Sink, SummaryValue},
};

impl Collect for prometheus::Registry {
    fn collect(&self, sink: &mut dyn Sink) {
        write(&handing_over(|| self.gather()), sink);
    }
}

/// A collector of the crate `prometheus`: [attach](crate::Registry::attach) it, and its families are on our page.
#[derive(Clone, Copy, Debug)]
pub struct PrometheusCollector<C>(
    /// The collector.
    pub C,
);

impl<C: Collector> Collect for PrometheusCollector<C> {
    fn collect(&self, sink: &mut dyn Sink) {
        write(&handing_over(|| self.0.collect()), sink);
    }
}

thread_local! {
    static HANDING_OVER: Cell<bool> = const { Cell::new(false) };
}

/// Whether the calling thread asks something of that crate for a page of ours.
pub(super) fn is_under_way() -> bool {
    HANDING_OVER.get()
}

fn handing_over(collect: impl FnOnce() -> Vec<MetricFamily>) -> Vec<MetricFamily> {
    /// Also when that crate panics.
    struct Back(bool);
    impl Drop for Back {
        fn drop(&mut self) {
            HANDING_OVER.set(self.0);
        }
    }
    let _back = Back(HANDING_OVER.replace(true));
    collect()
}

fn write(families: &[MetricFamily], sink: &mut dyn Sink) {
    for family in families {
        sink.family(&FamilyMeta::new(family.name(), kind(family.get_field_type()), family.help()));
        for metric in family.get_metric() {
            write_metric(family.get_field_type(), metric, sink);
        }
    }
}

fn kind(field_type: MetricType) -> Kind {
    match field_type {
        MetricType::COUNTER => Kind::Counter,
        MetricType::GAUGE => Kind::Gauge,
        MetricType::HISTOGRAM => Kind::Histogram,
        MetricType::SUMMARY => Kind::Summary,
        MetricType::UNTYPED => Kind::Unknown,
    }
}

fn write_metric(field_type: MetricType, metric: &Metric, sink: &mut dyn Sink) {
    let pairs = metric.get_label().iter();
    let labels = pairs.fold(LabelsBuf::new(), |labels, pair| labels.with(pair.name(), pair.value()));
    let labels = labels.as_labels();
    match field_type {
        MetricType::COUNTER => sink.counter(labels, &metric.get_counter().get_value().into()),
        MetricType::GAUGE => sink.gauge(labels, metric.get_gauge().get_value()),
        MetricType::HISTOGRAM => write_histogram(labels, metric.get_histogram(), sink),
        MetricType::SUMMARY => write_summary(labels, metric.get_summary(), sink),
        // That crate has no metric of this type and no way to read one's value; its own encoder stops the program at it.
        MetricType::UNTYPED => {}
    }
}

/// Counts arrive cumulative, with or without the bucket `+Inf`.
fn write_histogram(labels: Labels<'_>, histogram: &Histogram, sink: &mut dyn Sink) {
    let finite: Vec<_> =
        histogram.get_bucket().iter().filter(|bucket| bucket.upper_bound().is_finite()).collect();
    let buckets = Buckets::new(&finite.iter().map(|bucket| bucket.upper_bound()).collect::<Vec<_>>());
    let up_to = finite.iter().map(|bucket| bucket.cumulative_count()).chain([histogram.get_sample_count()]);
    let counts: Vec<u64> =
        up_to.scan(0, |below, up_to| Some(up_to.saturating_sub(std::mem::replace(below, up_to)))).collect();
    sink.histogram(labels, &HistogramValue::new(&buckets, &counts, histogram.get_sample_sum()));
}

fn write_summary(labels: Labels<'_>, summary: &Summary, sink: &mut dyn Sink) {
    let quantiles: Vec<_> =
        summary.get_quantile().iter().map(|each| (each.quantile(), each.value())).collect();
    sink.summary(labels, &SummaryValue::new(&quantiles, summary.sample_sum(), summary.sample_count()));
}
