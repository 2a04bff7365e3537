//! What an exporter says of itself, on the page that it serves.

use std::sync::{
    Arc, Mutex, PoisonError, Weak,
    atomic::{AtomicU64, Ordering::Relaxed},
};

use super::refusal::Refusal;
use crate::{
    collector::Collect,
    kind::Kind,
    label::LabelsBuf,
    registry::Registry,
    sink::{FamilyMeta, Sink},
};

/// The counts of all exporters of one registry.
#[derive(Debug, Default)]
pub(super) struct Counts {
    accepted: AtomicU64,
    open: AtomicU64,
    refused: [AtomicU64; Refusal::ALL.len()],
    #[cfg(feature = "web-config")]
    reloads: [AtomicU64; 2],
}

/// Those of the registries that have an exporter.
static OF_REGISTRIES: Mutex<Vec<Kept>> = Mutex::new(Vec::new());

struct Kept {
    /// Of the registry, and of another one when that is gone.
    number: usize,
    /// As long as the registry is there.
    on_page: Weak<()>,
    counts: Weak<Counts>,
}

impl Counts {
    /// Those on the page of this registry, from now on.
    pub(super) fn of(registry: &Registry) -> Arc<Self> {
        let mut all = OF_REGISTRIES.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|kept| kept.on_page.strong_count() > 0);
        let known = all.iter().find(|kept| kept.number == registry.number());
        if let Some(counts) = known.and_then(|kept| kept.counts.upgrade()) {
            return counts;
        }
        let (counts, on_page) = (Arc::new(Self::default()), Arc::new(()));
        all.push(Kept {
            number: registry.number(),
            on_page: Arc::downgrade(&on_page),
            counts: Arc::downgrade(&counts),
        });
        registry.attach(OnPage { counts: counts.clone(), _on_page: on_page });
        counts
    }

    pub(super) fn refuse(&self, refusal: Refusal) {
        self.refused[refusal as usize].fetch_add(1, Relaxed);
    }

    pub(super) fn open(&self) {
        self.accepted.fetch_add(1, Relaxed);
        self.open.fetch_add(1, Relaxed);
    }

    pub(super) fn close(&self) {
        self.open.fetch_sub(1, Relaxed);
    }

    #[cfg(feature = "web-config")]
    pub(super) fn reload(&self, is_success: bool) {
        self.reloads[usize::from(is_success)].fetch_add(1, Relaxed);
    }
}

struct OnPage {
    counts: Arc<Counts>,
    _on_page: Arc<()>,
}

impl Collect for OnPage {
    fn collect(&self, sink: &mut dyn Sink) {
        let none = LabelsBuf::new();
        let none = none.as_labels();
        sink.family(&FamilyMeta::new(
            "tickmark_exporter_connections_open",
            Kind::Gauge,
            "Connections that are open.",
        ));
        sink.gauge(none, self.counts.open.load(Relaxed) as f64);
        sink.family(&FamilyMeta::new(
            "tickmark_exporter_connections_total",
            Kind::Counter,
            "Connections that were taken.",
        ));
        sink.counter(none, &self.counts.accepted.load(Relaxed).into());
        sink.family(&FamilyMeta::new(
            "tickmark_exporter_refused_total",
            Kind::Counter,
            "Connections that were closed and requests that were refused, by the reason.",
        ));
        for (refusal, count) in Refusal::ALL.iter().zip(&self.counts.refused) {
            let labels = LabelsBuf::new().with("reason", refusal.as_str());
            sink.counter(labels.as_labels(), &count.load(Relaxed).into());
        }
        #[cfg(feature = "web-config")]
        self.collect_reloads(sink);
    }

    fn name(&self) -> &'static str {
        "tickmark_exporter"
    }
}

impl OnPage {
    #[cfg(feature = "web-config")]
    fn collect_reloads(&self, sink: &mut dyn Sink) {
        sink.family(&FamilyMeta::new(
            "tickmark_exporter_reloads_total",
            Kind::Counter,
            "How often a file of configuration, certificates or tokens had changed, and whether what it said could be used.",
        ));
        for (outcome, count) in ["failure", "success"].iter().zip(&self.counts.reloads) {
            let labels = LabelsBuf::new().with("outcome", outcome);
            sink.counter(labels.as_labels(), &count.load(Relaxed).into());
        }
    }
}
