//! A request and its response, as they are measured.

use std::{
    borrow::Cow,
    fmt, mem,
    num::NonZeroU32,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use http::{StatusCode, Version};

use super::{
    Route,
    books::Amounts,
    handler::HandlerLabels,
    head::{RequestHead, ResponseHead},
    method::Numbered,
    options::{Origin, Until},
    server::{Ended, Ending, Server},
    status::client_closed_request,
};
use crate::{cell::Slot, clock};

/// A request and its response, from the first byte of the one to the last of the other.
///
/// The [layer](super::MetricsLayer) makes one for each request, and so does [`begin`](super::MetricsLayer::begin), for servers that are not
/// made of `tower` services. Whatever becomes of it, it is counted once: when it is [finished](Self::finish), or dropped. One that is
/// dropped before there was a response counts with the status 499, as the client has gone; with 500 if it is dropped by a panic.
pub struct Exchange {
    /// Nothing where nothing is recorded.
    under_way: Option<UnderWay>,
}

/// Kept small, because it is moved along with the request, the response and the body.
struct UnderWay {
    server: Arc<Server>,
    start: u64,
    route: Option<Route>,
    request_bytes: Option<Arc<AtomicU64>>,
    response_bytes: u64,
    own: Option<Box<Own>>,
    in_progress: Option<NonZeroU32>,
    method: Numbered,
    is_https: bool,
    version: Version,
    /// Whether the code that makes the response is running now, so that to be dropped means that it panicked.
    is_running: bool,
    response: Option<Begun>,
}

/// A response that has begun.
#[derive(Clone, Copy)]
struct Begun {
    /// How long it took until then.
    ticks: u64,
    status: StatusCode,
    ending: Ending,
}

/// The labels of one's own.
struct Own {
    values: Vec<Cow<'static, str>>,
    handler: Option<HandlerLabels>,
}

impl Exchange {
    /// One that is not measured.
    pub(super) const fn ignored() -> Self {
        Self { under_way: None }
    }

    pub(super) fn begin(server: &Arc<Server>, head: &RequestHead<'_>) -> Self {
        let options = &server.options;
        let route = Route::among(head.extensions);
        let known = route.as_ref().map(Route::as_str);
        if options.has_exclusions() && options.excludes(known.unwrap_or_else(|| head.uri.path())) {
            return Self::ignored();
        }
        let (method, is_https) = (Numbered::of(head.method), options.is_https(head));
        let shown = known.or_else(|| options.no_route()).unwrap_or_default();
        let in_progress = server.begin(method, shown, is_https);
        let own = options.has_own().then(|| Box::new(Own::of_request(server, head)));
        // Last, so that what it takes to begin is not measured.
        let start = clock::now();
        Self {
            under_way: Some(UnderWay {
                server: server.clone(),
                start,
                route,
                request_bytes: None,
                response_bytes: 0,
                own,
                in_progress: in_progress.and_then(|slot| NonZeroU32::new(slot.number())),
                method,
                is_https,
                version: head.version,
                is_running: false,
                response: None,
            }),
        }
    }

    /// The labels that the handler of the request may set, where the layer was told of any.
    pub fn handler_labels(&self) -> Option<HandlerLabels> {
        self.under_way.as_ref()?.own.as_ref()?.handler.clone()
    }

    /// Where the bytes of the request's body are counted.
    pub(super) fn count_request(&mut self) -> Option<Arc<AtomicU64>> {
        let under_way = self.under_way.as_mut()?;
        Some(under_way.request_bytes.get_or_insert_default().clone())
    }

    /// So many bytes of the request's body were read.
    pub fn add_request_bytes(&mut self, bytes: u64) {
        if let Some(counted) = self.count_request() {
            counted.fetch_add(bytes, Relaxed);
        }
    }

    /// So many bytes of the response's body were taken.
    #[inline]
    pub fn add_response_bytes(&mut self, bytes: u64) {
        if let Some(under_way) = &mut self.under_way {
            under_way.response_bytes += bytes;
        }
    }

    /// The request took this route.
    pub fn set_route(&mut self, route: Route) {
        if let Some(under_way) = &mut self.under_way {
            under_way.route = Some(route);
        }
    }

    /// The response begins, with this head.
    #[inline]
    pub fn respond(&mut self, head: &ResponseHead<'_>) {
        let Some(under_way) = &mut self.under_way else { return };
        under_way.begin_response(head.status, Ending::Answered);
        if !head.extensions.is_empty()
            && let Some(route) = head.extensions.get::<Route>()
        {
            under_way.route = Some(route.clone());
        }
        if let Some(own) = &mut under_way.own {
            own.read_response(&under_way.server, head);
        }
    }

    /// There is no response, because of an error.
    pub(super) fn fail(&mut self) {
        if let Some(under_way) = &mut self.under_way {
            under_way.begin_response(StatusCode::INTERNAL_SERVER_ERROR, Ending::Failed);
        }
    }

    /// Runs what makes the response; if it panics, that is how the request ends.
    #[inline]
    pub(super) fn run<R>(&mut self, make: impl FnOnce() -> R) -> R {
        self.set_running(true);
        let made = make();
        self.set_running(false);
        made
    }

    #[inline]
    fn set_running(&mut self, is_running: bool) {
        if let Some(under_way) = &mut self.under_way {
            under_way.is_running = is_running;
        }
    }

    /// It is over, and counted now; the same as dropping it.
    #[inline]
    pub fn finish(&mut self) {
        if let Some(under_way) = self.under_way.take() {
            under_way.finish();
        }
    }
}

impl UnderWay {
    #[inline]
    fn begin_response(&mut self, status: StatusCode, ending: Ending) {
        self.response = Some(Begun { status, ending, ticks: clock::since(self.start) });
    }

    fn finish(mut self) {
        if let Some(in_progress) = self.in_progress.take() {
            Slot::numbered(in_progress.get()).subtract(1);
        }
        let options = &self.server.options;
        let route = self.route.as_ref().map(Route::as_str);
        let Some(route) = route.or_else(|| options.no_route()) else { return };
        let begun = self.response.unwrap_or_else(|| self.unanswered());
        let is_over_at_end = self.response.is_some() && options.until == Until::End;
        let own = self.own.take().map(|own| own.into_values(&self.server));
        let ended = Ended {
            method: self.method,
            status: begun.status,
            route,
            is_https: self.is_https,
            version: self.version,
            ending: begun.ending,
            own: own.as_deref().unwrap_or_default(),
        };
        let amounts = Amounts {
            ticks: if is_over_at_end { clock::since(self.start) } else { begun.ticks },
            first_byte: self.response.map(|begun| begun.ticks),
            request_bytes: self.request_bytes.as_ref().map_or(0, |bytes| bytes.load(Relaxed)),
            response_bytes: self.response_bytes,
            ..Amounts::default()
        };
        self.server.record(&ended, &amounts);
    }

    /// How a request ends that never had a response.
    fn unanswered(&self) -> Begun {
        let (status, ending) = if self.is_running {
            (StatusCode::INTERNAL_SERVER_ERROR, Ending::Panicked)
        } else {
            (client_closed_request(), Ending::Cancelled)
        };
        Begun { status, ending, ticks: clock::since(self.start) }
    }
}

impl Own {
    fn of_request(server: &Server, head: &RequestHead<'_>) -> Self {
        let own = &server.options.own;
        let values = own.iter().map(|(_, origin)| match origin {
            Origin::Request(read) => guarded(|| read(head)),
            Origin::Response(_) | Origin::Handler => Cow::Borrowed(""),
        });
        let is_of_handler = |(_, origin): &(String, Origin)| matches!(origin, Origin::Handler);
        let handler = own.iter().any(is_of_handler).then(|| HandlerLabels::of(server));
        Self { values: values.collect(), handler }
    }

    fn read_response(&mut self, server: &Server, head: &ResponseHead<'_>) {
        for (value, (_, origin)) in self.values.iter_mut().zip(&server.options.own) {
            if let Origin::Response(read) = origin {
                *value = guarded(|| read(head));
            }
        }
    }

    fn into_values(mut self, server: &Server) -> Vec<Cow<'static, str>> {
        let Some(handler) = self.handler.take() else { return self.values };
        let mut said = handler.take().into_iter();
        for (value, (_, origin)) in self.values.iter_mut().zip(&server.options.own) {
            if let Origin::Handler = origin {
                *value = said.next().unwrap_or_default();
            }
        }
        self.values
    }
}

/// The value of a label whose code panicked: the request is served all the same.
const PANICKED: &str = "__panicked__";

fn guarded(read: impl FnOnce() -> Cow<'static, str>) -> Cow<'static, str> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|payload| {
        // It may be of a type that panics when it is dropped.
        mem::forget(payload);
        Cow::Borrowed(PANICKED)
    })
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.finish();
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let under_way = self.under_way.as_ref();
        f.debug_struct("Exchange")
            .field("method", &under_way.map(|under_way| under_way.method))
            .field("route", &under_way.map(|under_way| &under_way.route))
            .finish_non_exhaustive()
    }
}
