//! What an exporter says of itself, on the page that it serves.

use std::sync::Arc;

use super::refusal::Refusal;
#[cfg(feature = "web-config")]
use crate::derive::LabelValue;
use crate::{
    derive::Metrics,
    family::Family,
    field::{Field as _, FieldDescriptor, New as _},
    metric::{Counter, UpDown},
    registry::Registry,
};

/// What the exporters of a registry say of themselves; they have it in common.
#[derive(Debug, Metrics)]
#[metrics(prefix = "exporter")]
pub(super) struct ExporterMetrics {
    /// Connections that are open.
    connections_open: UpDown,
    /// Connections that were taken.
    connections_total: Counter,
    /// Connections that were closed and requests that were refused, by the reason.
    refused_total: Family<Refusal, Counter>,
    /// How often a file of configuration, certificates or tokens had changed, and whether what it said could be used.
    #[cfg(feature = "web-config")]
    reloads_total: Family<Outcome, Counter>,
}

#[cfg(feature = "web-config")]
#[derive(Clone, Copy, Debug, LabelValue)]
#[label(name = "outcome")]
enum Outcome {
    Failure,
    Success,
}

impl ExporterMetrics {
    /// Those of this registry.
    pub(super) fn of(registry: &Registry) -> Arc<Self> {
        let (metrics, is_new) = registry.companion(Arc::new(Self::NEW));
        if is_new {
            registry.declare_ours(&FieldDescriptor::new(Self::SHAPE, "", ""), metrics.clone());
        }
        metrics
    }

    pub(super) fn refuse(&self, refusal: Refusal) {
        self.refused_total.with(refusal).inc();
    }

    pub(super) fn open(&self) {
        self.connections_total.inc();
        self.connections_open.inc();
    }

    pub(super) fn close(&self) {
        self.connections_open.dec();
    }

    #[cfg(feature = "web-config")]
    pub(super) fn reload(&self, is_success: bool) {
        let outcome = if is_success { Outcome::Success } else { Outcome::Failure };
        self.reloads_total.with(outcome).inc();
    }
}
