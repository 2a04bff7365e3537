//! Renders pages of a registry.

use std::{
    mem,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use bytes::Bytes;

use super::{Page, Rendered, ScrapeMetrics};
use crate::{exposition, registry::Registry};

/// Renders pages of a registry.
pub(super) struct Renderer {
    pub(super) registry: Registry,
    pub(super) metrics: Arc<ScrapeMetrics>,
    /// The body of the last page, whose memory is used again once nobody reads it any more.
    last: Mutex<Bytes>,
}

impl Renderer {
    pub(super) fn of(registry: Registry) -> Self {
        let metrics = ScrapeMetrics::of(&registry);
        Self { registry, metrics, last: Mutex::default() }
    }

    /// The page. Collectors that panic cost their own families; if anything else does, there is none.
    pub(super) fn render(&self, page: &exposition::Request) -> Rendered {
        let start = Instant::now();
        match catch_unwind(AssertUnwindSafe(|| page.respond_in(&self.registry, self.memory()))) {
            Ok((response, failed)) => {
                let page = Page::new(response, failed);
                self.metrics.count_rendering(start.elapsed(), page.body.len());
                *self.last() = page.body.clone();
                Some(page)
            }
            Err(payload) => {
                // It may be of a type that panics when it is dropped.
                mem::forget(payload);
                None
            }
        }
    }

    /// Memory for a page: that of the last one, or a bit more, since numbers grow.
    fn memory(&self) -> Vec<u8> {
        let last = mem::take(&mut *self.last());
        let length = last.len();
        if last.is_unique() { last.into() } else { Vec::with_capacity(length + length / 16) }
    }

    fn last(&self) -> MutexGuard<'_, Bytes> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
