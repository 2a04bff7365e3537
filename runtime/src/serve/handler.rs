//! Answers scrapes of one registry.

use std::{fmt, sync::Arc, time::Duration};

use http::{Request, Response};

use super::{
    Alarms, Answer, Asked, Body, Full, InFlight, OnFailure, Options, Pool, Refusal, Rendered, Renderer,
    Rendering, ResponseFuture, ScrapeMetrics, Verb,
};
use crate::{catalog::global, exposition::Format, registry::Registry};

/// Answers scrapes of one registry.
///
/// Clones have their threads, the pages that are under way and the [metrics](super#what-it-says-of-itself) in common; how one of them answers
/// is its own, so that `handler.clone().format(Format::Json)` is the same page for other readers.
///
/// ```
/// use std::time::Duration;
///
/// use http::{Request, StatusCode};
/// use tickmark::{Registry, serve::{OnFailure, ScrapeHandler}};
///
/// let handler = ScrapeHandler::of(Registry::new())
///     .max_in_flight(2)
///     .timeout(Duration::from_secs(5))
///     .on_failure(OnFailure::Refuse);
///
/// let request = Request::get("/metrics").body(()).expect("it is a request");
/// assert_eq!(handler.handle(&request).status(), StatusCode::OK);
/// ```
#[derive(Clone)]
#[must_use]
pub struct ScrapeHandler {
    options: Options,
    shared: Arc<Shared>,
}

/// What clones have in common. The threads end with the last of them.
struct Shared {
    pool: Arc<Pool>,
    alarms: Arc<Alarms>,
}

impl ScrapeHandler {
    /// Answers scrapes of the [`global`](crate::global()) registry.
    pub fn new() -> Self {
        Self::of(global().clone())
    }

    /// Answers scrapes of this registry, on whose page its metrics appear.
    pub fn of(registry: Registry) -> Self {
        let pool = Arc::new(Pool::new(Renderer::of(registry)));
        Self { options: Options::default(), shared: Arc::new(Shared { pool, alarms: Arc::default() }) }
    }

    /// The same with so many pages rendered at once, one at least; without it is 4. Who asks for one more is answered 503.
    ///
    /// Requests that share a rendering count once, and slow readers of a page that is done don't count. A rendering whose collector hangs counts
    /// until it ends, so that what hangs can't pile up.
    pub fn max_in_flight(mut self, most: usize) -> Self {
        self.options.most = most;
        self
    }

    /// The same with so much time for an answer where `X-Prometheus-Scrape-Timeout-Seconds` doesn't say; without it is ten seconds, and
    /// more than an hour it never is. When it is over, the answer is 503.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = timeout;
        self
    }

    /// The same with another answer where a part of the page is missing; without it is the rest of the page.
    pub fn on_failure(mut self, on_failure: OnFailure) -> Self {
        self.options.on_failure = on_failure;
        self
    }

    /// The same with all pages in this format, whatever `Accept` says.
    pub fn format(mut self, format: Format) -> Self {
        self.options.format = Some(format);
        self
    }

    /// The answer, for servers that have no executor: the calling thread waits for it.
    pub fn handle<B>(&self, request: &Request<B>) -> Response<Body> {
        let _in_flight = self.begin();
        let asked = Asked::read(request, &self.options);
        let answer = match self.start(&asked) {
            Ok(rendering) => rendering
                .wait(asked.deadline)
                .map_or(Answer::Refused(Refusal::Late), |done| self.answer(done)),
            Err(answer) => answer,
        };
        self.end(answer, &asked)
    }

    /// The same for any executor. A future that is dropped leaves nothing behind.
    pub fn respond<B>(&self, request: &Request<B>) -> ResponseFuture {
        ResponseFuture::new(self.clone(), Asked::read(request, &self.options))
    }

    /// One more request, until the guard is dropped.
    pub(super) fn begin(&self) -> InFlight {
        InFlight::begin(self.metrics())
    }

    /// What has to be waited for; an error is the answer at once.
    pub(super) fn start(&self, asked: &Asked) -> Result<Arc<Rendering>, Answer> {
        match asked.verb {
            Verb::Options => Err(Answer::Methods),
            Verb::Other => Err(Answer::Refused(Refusal::NoMethod)),
            Verb::Get | Verb::Head => {
                let rendering = self.shared.pool.rendering(&asked.page, asked.deadline, self.options.most);
                rendering.map_err(|Full| Answer::Refused(Refusal::Full))
            }
        }
    }

    pub(super) fn answer(&self, rendered: Rendered) -> Answer {
        match rendered {
            None => Answer::Refused(Refusal::Broken),
            Some(page) if self.options.on_failure == OnFailure::Refuse && !page.failed().is_empty() => {
                Answer::Refused(Refusal::Partial(page.failed().to_vec()))
            }
            Some(page) => Answer::Page(page),
        }
    }

    pub(super) fn end(&self, answer: Answer, asked: &Asked) -> Response<Body> {
        let metrics = self.metrics();
        metrics.count_answer(answer.status());
        if matches!(answer, Answer::Refused(Refusal::Late)) {
            metrics.timeouts_total.inc();
        }
        answer.into_response(asked.verb == Verb::Head)
    }

    #[cfg(feature = "exporter")]
    pub(super) fn registry(&self) -> &Registry {
        &self.shared.pool.renderer().registry
    }

    pub(super) fn alarms(&self) -> &Arc<Alarms> {
        &self.shared.alarms
    }

    fn metrics(&self) -> &Arc<ScrapeMetrics> {
        &self.shared.pool.renderer().metrics
    }
}

impl Default for ScrapeHandler {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for ScrapeHandler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScrapeHandler").field("options", &self.options).finish_non_exhaustive()
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.pool.close();
        self.alarms.close();
    }
}
