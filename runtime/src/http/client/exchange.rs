//! An outgoing request and its response, as they are measured.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    thread,
};

use http::{Method, StatusCode, Version};

use super::{
    host::Address,
    recorder::{Received, Recorder, Sent},
};
use crate::{
    cell::Slot,
    clock,
    http::{Route, Until, books::Amounts, method::Numbered},
};

/// An outgoing request and its response, counted once, when they are finished or dropped.
pub(super) struct Exchange {
    /// Nothing where nothing is recorded.
    under_way: Option<UnderWay>,
}

struct UnderWay {
    recorder: Arc<Recorder>,
    start: u64,
    method: Numbered,
    host: Option<usize>,
    is_https: bool,
    route: Option<Route>,
    in_progress: Option<Slot>,
    request_bytes: Option<Arc<AtomicU64>>,
    response_bytes: u64,
    /// Whether the code that makes the response is running now, so that to be dropped means that it panicked.
    is_running: bool,
    /// The response that has begun, and how long it took until then.
    response: Option<(Received, u64)>,
    error: &'static str,
}

impl Exchange {
    /// One that is not measured.
    pub(super) const fn ignored() -> Self {
        Self { under_way: None }
    }

    pub(super) fn begin(
        recorder: &Arc<Recorder>,
        method: &Method,
        address: &Address<'_>,
        route: Option<Route>,
    ) -> Self {
        let mut under_way = UnderWay {
            recorder: recorder.clone(),
            start: 0,
            method: Numbered::of(method),
            host: recorder.options.hosts.find(address),
            is_https: address.is_https || recorder.options.is_https,
            route,
            in_progress: None,
            request_bytes: None,
            response_bytes: 0,
            is_running: false,
            response: None,
            error: "",
        };
        under_way.in_progress = recorder.begin(&under_way.sent());
        // Last, so that what it takes to begin is not measured.
        under_way.start = clock::now();
        Self { under_way: Some(under_way) }
    }

    /// Where the bytes of the request's body are counted.
    pub(super) fn count_request(&mut self) -> Option<Arc<AtomicU64>> {
        let under_way = self.under_way.as_mut()?;
        Some(under_way.request_bytes.get_or_insert_default().clone())
    }

    /// So many bytes of the response's body were read.
    #[inline]
    pub(super) fn add_response_bytes(&mut self, bytes: u64) {
        if let Some(under_way) = &mut self.under_way {
            under_way.response_bytes += bytes;
        }
    }

    /// The response begins.
    pub(super) fn respond(&mut self, status: StatusCode, version: Version) {
        if let Some(under_way) = &mut self.under_way {
            under_way.response = Some((Received { status, version }, clock::since(under_way.start)));
        }
    }

    /// There is no response, or no more of it, and why.
    pub(super) fn fail(&mut self, error: &'static str) {
        if let Some(under_way) = &mut self.under_way {
            under_way.error = error;
        }
        self.finish();
    }

    /// Runs what makes the response; if it panics, that is how the request ends.
    #[inline]
    pub(super) fn run<R>(&mut self, make: impl FnOnce() -> R) -> R {
        self.set_running(true);
        let result = make();
        self.set_running(false);
        result
    }

    #[inline]
    fn set_running(&mut self, is_running: bool) {
        if let Some(under_way) = &mut self.under_way {
            under_way.is_running = is_running;
        }
    }

    /// It is over, and counted now; the same as dropping it.
    #[inline]
    pub(super) fn finish(&mut self) {
        if let Some(under_way) = self.under_way.take() {
            under_way.finish();
        }
    }
}

impl UnderWay {
    fn sent(&self) -> Sent<'_> {
        let route = self.route.as_ref().map_or("", Route::as_str);
        Sent { method: self.method, host: self.host, route, is_https: self.is_https }
    }

    fn finish(self) {
        if let Some(in_progress) = self.in_progress {
            in_progress.subtract(1);
        }
        let begun = self.response.as_ref().map(|(_, ticks)| *ticks);
        let is_until_headers = self.recorder.options.until == Until::Headers;
        let amounts = Amounts {
            ticks: begun.filter(|_| is_until_headers).unwrap_or_else(|| clock::since(self.start)),
            first_byte: begun,
            request_bytes: self.request_bytes.as_ref().map_or(0, |bytes| bytes.load(Relaxed)),
            response_bytes: self.response_bytes,
            ..Amounts::default()
        };
        let received = self.response.as_ref().map(|(received, _)| received);
        self.recorder.record(&self.sent(), received, self.error(), &amounts);
    }

    /// Why there was no whole response. Whoever drops the body of a response has read as much of it as they wanted.
    fn error(&self) -> &'static str {
        match (self.error, &self.response) {
            ("", None) if self.is_running || thread::panicking() => "panic",
            ("", None) => "cancelled",
            (error, _) => error,
        }
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.finish();
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let method = self.under_way.as_ref().map(|under_way| under_way.method);
        f.debug_struct("Exchange").field("method", &method).finish_non_exhaustive()
    }
}
