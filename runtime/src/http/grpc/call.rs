//! A call, as it is measured.

use std::{
    fmt,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering::AcqRel},
    },
};

use http::{HeaderMap, Request, Response, StatusCode, header};

use super::{code::Code, method::Method, options::Side, path, recorder::Recorder, timeout::Timeout};
use crate::clock;

/// A call, counted once, when it is finished or dropped.
pub(super) struct Call {
    /// Nothing where nothing is recorded.
    under_way: Option<UnderWay>,
}

struct UnderWay {
    recorder: Arc<Recorder>,
    start: u64,
    method: Named,
    timeout: Option<Timeout>,
    /// Whether bodies are gRPC-Web in base64, in which messages can't be told apart.
    is_text: bool,
    /// Whether the code that makes the response is running now, so that to be dropped means that it panicked.
    is_running: bool,
}

/// The method of a call, or what there is until it is known.
enum Named {
    Known(Arc<Method>),
    Waiting { path: Box<str>, requests: Arc<Tally> },
}

/// Where the messages of a request are counted.
pub(super) enum Counted {
    Nowhere,
    /// The recorder keeps what is counted where it is: the body may outlive the layer.
    In {
        method: Arc<Method>,
        _recorder: Arc<Recorder>,
    },
    Waiting(Arc<Tally>),
}

/// Messages of a call whose method is not known yet.
pub(super) struct Tally {
    _recorder: Arc<Recorder>,
    waiting: AtomicU64,
    method: OnceLock<Arc<Method>>,
}

/// How a call ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// With what headers or trailers say.
    Said(Code),
    /// Without that, but with a whole response of this status.
    Unsaid(StatusCode),
    /// By an error instead of a response, or in the middle of one.
    Failed,
    /// By nobody waiting for it any more.
    Dropped,
}

impl Call {
    /// One that is not measured.
    pub(super) const fn ignored() -> Self {
        Self { under_way: None }
    }

    /// A request that is none of gRPC is not measured.
    pub(super) fn begin<B>(recorder: &Arc<Recorder>, request: &Request<B>) -> Self {
        if !is_grpc(request.headers()) {
            return Self::ignored();
        }
        let path = request.uri().path();
        let method = match recorder.begin(path) {
            Some(method) => {
                method.start();
                Named::Known(method)
            }
            None => Named::waiting(path, recorder),
        };
        let timeout = Timeout::among(request.headers());
        let (recorder, is_text) = (recorder.clone(), is_of(request.headers(), "application/grpc-web-text"));
        // Last, so that what it takes to begin is not measured.
        let start = clock::now();
        Self { under_way: Some(UnderWay { recorder, start, method, timeout, is_text, is_running: false }) }
    }

    /// Where the messages of the request are counted.
    pub(super) fn count_requests(&self) -> Counted {
        match &self.under_way {
            None | Some(UnderWay { is_text: true, .. }) => Counted::Nowhere,
            Some(UnderWay { method: Named::Known(method), recorder, .. }) => {
                Counted::In { method: method.clone(), _recorder: recorder.clone() }
            }
            Some(UnderWay { method: Named::Waiting { requests, .. }, .. }) => {
                Counted::Waiting(requests.clone())
            }
        }
    }

    /// So many messages of the response are whole. Whoever sends one knows the method.
    #[inline]
    pub(super) fn add_responses(&mut self, messages: u64) {
        if let (Some(under_way), 1..) = (&mut self.under_way, messages)
            && !under_way.is_text
        {
            under_way.name(true).add_responses(messages);
        }
    }

    /// The response begins; if it says all that there is to be said, the call ends.
    pub(super) fn respond<B>(&mut self, response: &Response<B>) {
        let headers = response.headers();
        if let Some(code) = Code::among(headers) {
            self.end(Ending::Said(code));
        } else if response.status() != StatusCode::OK || !is_grpc(headers) {
            self.end(Ending::Unsaid(response.status()));
        }
    }

    /// Runs what makes the response or a piece of it; if it panics, that is how the call ends.
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

    /// It is over, and counted now.
    #[inline]
    pub(super) fn end(&mut self, ending: Ending) {
        if let Some(under_way) = self.under_way.take() {
            under_way.end(ending);
        }
    }
}

impl UnderWay {
    fn end(mut self, ending: Ending) {
        let ticks = clock::since(self.start);
        let code = self.code(ending);
        let method = self.name(matches!(ending, Ending::Said(code) if code.is_of_method()));
        self.recorder.record(&method, code, ticks);
    }

    /// The method, which becomes known now if it `has_answered`, and else is one of the unknown ones.
    fn name(&mut self, has_answered: bool) -> Arc<Method> {
        let (path, requests) = match &self.method {
            Named::Known(method) => return method.clone(),
            Named::Waiting { path, requests } => (path, requests),
        };
        let method = if has_answered { self.recorder.learn(path) } else { self.recorder.unknown() };
        method.start();
        requests.settle(&method);
        self.method = Named::Known(method.clone());
        method
    }

    fn code(&self, ending: Ending) -> Code {
        let is_late =
            || self.timeout.is_some_and(|timeout| timeout.is_over(clock::seconds_since(self.start)));
        match (ending, self.recorder.options.side) {
            (Ending::Said(code), _) => code,
            (Ending::Unsaid(status), _) => Code::of_status(status),
            (Ending::Dropped, _) if self.is_running => Code::UNKNOWN,
            (Ending::Failed | Ending::Dropped, _) if is_late() => Code::DEADLINE_EXCEEDED,
            (Ending::Dropped, _) => Code::CANCELED,
            (Ending::Failed, Side::Server) => Code::UNKNOWN,
            (Ending::Failed, Side::Client) => Code::UNAVAILABLE,
        }
    }
}

impl Named {
    fn waiting(path: &str, recorder: &Arc<Recorder>) -> Self {
        let requests =
            Tally { _recorder: recorder.clone(), waiting: AtomicU64::new(0), method: OnceLock::new() };
        // What can't be a method is not kept, however long it is.
        let path = path::parts(path).map_or("", |_| path);
        Self::Waiting { path: path.into(), requests: Arc::new(requests) }
    }
}

impl Counted {
    #[inline]
    pub(super) fn add(&self, messages: u64) {
        match self {
            Self::In { method, .. } => method.add_requests(messages),
            Self::Waiting(tally) if messages > 0 => tally.add(messages),
            Self::Waiting(_) | Self::Nowhere => {}
        }
    }
}

impl Tally {
    /// `AcqRel` here and below: whoever comes after the other sees what the other has written before, the method or the messages.
    fn add(&self, messages: u64) {
        self.waiting.fetch_add(messages, AcqRel);
        if let Some(method) = self.method.get() {
            self.settle(method);
        }
    }

    /// Counts what has waited.
    fn settle(&self, method: &Arc<Method>) {
        let method = self.method.get_or_init(|| method.clone());
        method.add_requests(self.waiting.swap(0, AcqRel));
    }
}

/// Whether this is the head of a request or a response of gRPC or gRPC-Web.
fn is_grpc(headers: &HeaderMap) -> bool {
    is_of(headers, "application/grpc")
}

fn is_of(headers: &HeaderMap, kind: &str) -> bool {
    let said = headers.get(header::CONTENT_TYPE);
    said.is_some_and(|said| said.as_bytes().starts_with(kind.as_bytes()))
}

impl Drop for Call {
    fn drop(&mut self) {
        self.end(Ending::Dropped);
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("is_under_way", &self.under_way.is_some()).finish()
    }
}

impl fmt::Debug for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Counted")
    }
}
