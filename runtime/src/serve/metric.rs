//! What is said of scrapes, on the page that is scraped.

use std::{sync::Arc, time::Duration};

use http::StatusCode;

use crate::{
    derive::{LabelValue, Metrics},
    family::Family,
    field::{Field as _, FieldDescriptor, New as _},
    metric::{Counter, Gauge, Histogram, UpDown},
    registry::Registry,
    unit::{Bytes, Seconds},
};

/// What the handlers of a registry say of themselves; they have it in common.
#[derive(Debug, Metrics)]
#[metrics(prefix = "scrape")]
pub(super) struct ScrapeMetrics {
    /// Requests for the page that joined a rendering which was under way.
    pub(super) coalesced_total: Counter,
    /// How long it takes to render a page.
    duration_seconds: Histogram<Seconds>,
    /// Size of the page that was rendered last, as it is sent.
    page_bytes: Gauge<Bytes>,
    /// Requests for the page by the status of the answer.
    requests_total: Family<Code, Counter>,
    /// Requests for the page that are not answered yet.
    requests_in_flight: UpDown,
    /// Requests for the page that were not answered in time.
    pub(super) timeouts_total: Counter,
}

/// The status of an answer.
#[derive(Clone, Copy, Debug, LabelValue)]
#[label(name = "code")]
enum Code {
    #[label(rename = "200")]
    Ok,
    #[label(rename = "204")]
    NoContent,
    #[label(rename = "405")]
    MethodNotAllowed,
    #[label(rename = "500")]
    Error,
    #[label(rename = "503")]
    Unavailable,
}

impl ScrapeMetrics {
    /// Those of this registry.
    pub(super) fn of(registry: &Registry) -> Arc<Self> {
        let (metrics, is_new) = registry.companion(Arc::new(Self::NEW));
        if is_new {
            registry.declare_ours(&FieldDescriptor::new(Self::SHAPE, "", ""), metrics.clone());
        }
        metrics
    }

    pub(super) fn count_rendering(&self, took: Duration, bytes: usize) {
        self.duration_seconds.observe(took);
        self.page_bytes.set(bytes);
    }

    pub(super) fn count_answer(&self, status: StatusCode) {
        let code = match status.as_u16() {
            200 => Code::Ok,
            204 => Code::NoContent,
            405 => Code::MethodNotAllowed,
            503 => Code::Unavailable,
            _ => Code::Error,
        };
        self.requests_total.with(code).inc();
    }
}

/// A request that is not answered yet.
pub(super) struct InFlight(Arc<ScrapeMetrics>);

impl InFlight {
    pub(super) fn begin(metrics: &Arc<ScrapeMetrics>) -> Self {
        metrics.requests_in_flight.inc();
        Self(metrics.clone())
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.requests_in_flight.dec();
    }
}
