//! A request and its response, as they are measured.

use std::{
    fmt,
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    thread,
};

use http::{Extensions, StatusCode, Version};

use super::{
    Route,
    books::Amounts,
    ended::{Ended, Ending},
    handler::HandlerLabels,
    head::{RequestHead, ResponseHead},
    inside::Inside,
    method::Numbered,
    options::Until,
    own::Own,
    server::Server,
    status::client_closed_request,
};
use crate::{cell::Slot, clock};

/// A request and its response, from the first byte of the one to the last of the other.
///
/// The [layer](super::MetricsLayer) makes one for each request, and so does [`begin`](super::MetricsLayer::begin), for servers that are not
/// made of `tower` services. Whatever becomes of it, it is counted once: when it is [finished](Self::finish), or dropped. One that is
/// dropped before there was a response counts with the status 499, as the client has gone; with 500 if it is dropped by a panic.
///
/// ```
/// use http::{Request, Response};
/// use tickmark::{
///     Registry,
///     http::{MetricsLayer, RequestHead, ResponseHead, Route},
/// };
///
/// let registry = Registry::new();
/// let metrics = MetricsLayer::new().registry(registry.clone());
///
/// let request = Request::get("/orders/7").body(()).expect("it is a request");
/// let mut exchange = metrics.begin(&RequestHead::of(&request));
/// exchange.set_route(Route::new("/orders/{id}"));
/// exchange.add_request_bytes(0);
/// let response = Response::new("ordered");
/// exchange.respond(&ResponseHead::of(&response));
/// exchange.add_response_bytes(7);
/// exchange.finish();
///
/// let page = registry.encode();
/// assert!(page.contains(r#"http_requests_total{handler="/orders/{id}",method="GET",status="2xx"} 1"#));
/// assert!(page.contains(r#"http_response_size_bytes_sum{handler="/orders/{id}"} 7"#));
/// ```
pub struct Exchange(State);

enum State {
    /// Nothing is recorded.
    Ignored,
    /// A layer further out counts it, and may not know its route.
    Inside(Option<Route>),
    UnderWay(UnderWay),
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
    /// How long it took until then, where somebody wants to know.
    ticks: u64,
    status: StatusCode,
    ending: Ending,
}

impl Exchange {
    /// One that is not measured.
    pub(super) const fn ignored() -> Self {
        Self(State::Ignored)
    }

    pub(super) fn begin(server: &Arc<Server>, head: &RequestHead<'_>) -> Self {
        let options = &server.options;
        let route = Route::among(head.extensions);
        if Inside::of(server.families) {
            return Self(State::Inside(route));
        }
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
        Self(State::UnderWay(UnderWay {
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
        }))
    }

    #[inline]
    fn under_way(&mut self) -> Option<&mut UnderWay> {
        match &mut self.0 {
            State::UnderWay(under_way) => Some(under_way),
            _ => None,
        }
    }

    /// The labels that the handler of the request may set, where the layer was told of any.
    pub fn handler_labels(&self) -> Option<HandlerLabels> {
        match &self.0 {
            State::UnderWay(under_way) => under_way.own.as_ref()?.handler.clone(),
            _ => None,
        }
    }

    /// Where the bytes of the request's body are counted.
    pub(super) fn count_request(&mut self) -> Option<Arc<AtomicU64>> {
        let under_way = self.under_way().filter(|under_way| under_way.server.counts_request)?;
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
        if let Some(under_way) = self.under_way() {
            under_way.response_bytes = under_way.response_bytes.saturating_add(bytes);
        }
    }

    /// The request took this route. If requests of it are [excluded](super::MetricsLayer::exclude), this one is not counted.
    pub fn set_route(&mut self, route: Route) {
        let Some(under_way) = self.under_way() else { return };
        let options = &under_way.server.options;
        if options.has_exclusions() && options.excludes(route.as_str()) {
            under_way.leave();
            self.0 = State::Ignored;
        } else {
            under_way.route = Some(route);
        }
    }

    /// The response begins, with this head. A [`Route`] among its extensions is that of the request.
    #[inline]
    pub fn respond(&mut self, head: &ResponseHead<'_>) {
        let Some(under_way) = self.under_way() else { return };
        under_way.begin_response(head.status, Ending::Answered);
        if let Some(own) = &mut under_way.own {
            own.read_response(&under_way.server, head);
        }
        if !head.extensions.is_empty()
            && let Some(route) = head.extensions.get::<Route>()
        {
            self.set_route(route.clone());
        }
    }

    /// The response begins, with this status, where nothing else is at hand of its head. [Labels](super::MetricsLayer::label_from_response) that
    /// are read from it find no headers.
    pub fn respond_with(&mut self, status: StatusCode) {
        let mut response = http::Response::new(());
        *response.status_mut() = status;
        self.respond(&ResponseHead::of(&response));
    }

    /// Tells a layer further out which route the request took.
    #[inline]
    pub(super) fn tell_route(&mut self, extensions: &mut Extensions) {
        if let State::Inside(route) = &mut self.0
            && let Some(route) = route.take()
            && extensions.get::<Route>().is_none()
        {
            extensions.insert(route);
        }
    }

    /// There is no response, because of an error.
    pub(super) fn fail(&mut self) {
        if let Some(under_way) = self.under_way() {
            under_way.begin_response(StatusCode::INTERNAL_SERVER_ERROR, Ending::Failed);
        }
    }

    /// The body of the response broke off; its status has gone out already.
    pub(super) fn break_off(&mut self) {
        if let Some(response) = self.under_way().and_then(|under_way| under_way.response.as_mut()) {
            response.ending = Ending::Failed;
        }
        self.finish();
    }

    /// Runs what makes the response; if it panics, that is how the request ends.
    #[inline]
    pub(super) fn run<R>(&mut self, make: impl FnOnce() -> R) -> R {
        let _inside = self.under_way().map(|under_way| Inside::enter(under_way.server.families));
        self.set_running(true);
        let result = make();
        self.set_running(false);
        result
    }

    #[inline]
    pub(super) fn set_running(&mut self, is_running: bool) {
        if let Some(under_way) = self.under_way() {
            under_way.is_running = is_running;
        }
    }

    /// It is over, and counted now; the same as dropping it.
    #[inline]
    pub fn finish(&mut self) {
        if let Some(under_way) = self.under_way() {
            under_way.finish();
            self.0 = State::Ignored;
        }
    }
}

impl UnderWay {
    #[inline]
    fn begin_response(&mut self, status: StatusCode, ending: Ending) {
        let ticks = if self.server.reads_head { clock::since(self.start) } else { 0 };
        self.response = Some(Begun { ticks, status, ending });
    }

    /// It is no longer under way.
    #[inline]
    fn leave(&mut self) {
        if let Some(in_progress) = self.in_progress.take() {
            Slot::numbered(in_progress.get()).subtract(1);
        }
    }

    fn finish(&mut self) {
        self.leave();
        let options = &self.server.options;
        let route = self.route.as_ref().map(Route::as_str);
        let Some(route) = route.or_else(|| options.no_route()) else { return };
        let begun = self.ended();
        let is_over_with_head = self.response.is_some() && options.until == Until::Headers;
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
            ticks: if is_over_with_head { begun.ticks } else { clock::since(self.start) },
            first_byte: self.response.map(|begun| begun.ticks),
            request_bytes: self.request_bytes.as_ref().map_or(0, |bytes| bytes.load(Relaxed)),
            response_bytes: self.response_bytes,
            ..Amounts::default()
        };
        self.server.record(&ended, &amounts);
    }

    /// How it ended.
    #[inline]
    fn ended(&self) -> Begun {
        match self.response {
            Some(begun) if self.is_running => Begun { ending: Ending::Panicked, ..begun },
            Some(begun) => begun,
            None => self.unanswered(),
        }
    }

    /// How a request ends that never had a response.
    fn unanswered(&self) -> Begun {
        let (status, ending) = if self.is_running || thread::panicking() {
            (StatusCode::INTERNAL_SERVER_ERROR, Ending::Panicked)
        } else {
            (client_closed_request(), Ending::Cancelled)
        };
        Begun { status, ending, ticks: 0 }
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.finish();
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Exchange");
        match &self.0 {
            State::Ignored => {}
            State::Inside(route) => _ = shown.field("route", route),
            State::UnderWay(under_way) => {
                shown.field("method", &under_way.method).field("route", &under_way.route);
            }
        }
        shown.finish_non_exhaustive()
    }
}
