//! What a layer takes of a request, without a network: `cargo bench --package tickmark --features axum --bench http_layer`.
//!
//! Requests are answered at once and read to the end, polled by hand as hyper polls. Batches of all rows are taken in turn; what is
//! added is the median of the differences from the first row in the same turn. Making the request is in every row.

#[path = "hot_path/allocations.rs"]
#[expect(dead_code, reason = "what is held is for `hot_path`")]
mod allocations;
#[path = "hot_path/harness.rs"]
#[expect(dead_code, reason = "its table is for `hot_path`")]
mod harness;

use std::{
    convert::Infallible,
    fmt::Write,
    future::{Future, Ready, ready},
    hint::black_box,
    pin::pin,
    task::{Context, Poll, Waker},
    time::{Duration, Instant},
};

use axum::{
    Extension, Router,
    body::Body,
    extract::MatchedPath,
    response::IntoResponse,
    routing::{Route, get},
};
use bytes::Bytes;
use harness::median;
use http::{Request, Response, Uri};
use http_body_util::Full;
use tickmark::{
    Registry,
    http::{MetricsLayer, Naming},
};
use tower_layer::{Identity, Layer};
use tower_service::Service;

/// So few that a batch is over before the core is taken away.
const REQUESTS_OF_A_BATCH: usize = 1_000;

fn main() {
    // `cargo test --benches` calls us too; one batch shows that everything runs.
    let is_bench = std::env::args().any(|argument| argument == "--bench");
    let batches = if is_bench { 501 } else { 1 };
    println!("{}", harness::machine());
    println!("{}", table("a service that is ready at once", &mut bare_rows(), batches));
    println!("{}", table("a route of axum", &mut routed_rows(), batches));
}

/// The service that the layers are around.
fn bare_rows() -> Vec<Row> {
    let path = matched_path();
    let mut rows = vec![bare("no layer", Identity::new(), &path)];
    rows.extend(Ours::all().map(|ours| bare(ours.name, ours.layer(), &path).of(ours)));
    rows
}

fn routed_rows() -> Vec<Row> {
    let mut rows =
        vec![answered("no layer", routes(), None), routed("a layer that does nothing", Identity::new())];
    rows.extend(Ours::all().map(|ours| routed(ours.name, ours.layer()).of(ours)));
    rows
}

/// A layer to measure.
struct Ours {
    name: &'static str,
    naming: Naming,
    is_on: bool,
    registry: Registry,
}

impl Ours {
    fn all() -> impl Iterator<Item = Self> {
        let rows = [
            ("`MetricsLayer`", Naming::Instrumentator, true),
            ("`MetricsLayer`, names of OpenTelemetry", Naming::OpenTelemetry, true),
            ("`MetricsLayer`, switched off", Naming::Instrumentator, false),
        ];
        rows.into_iter().map(|(name, naming, is_on)| Self { name, naming, is_on, registry: Registry::new() })
    }

    fn layer(&self) -> MetricsLayer {
        MetricsLayer::new().naming(self.naming).registry(self.registry.clone())
    }

    /// Refuses a layer that leaves out requests, or counts them while it is off.
    fn check(&self, answered: usize) {
        let counters = ["http_requests_total{", "http_server_request_duration_seconds_count{"];
        let page = self.registry.encode();
        let lines = page.lines().filter(|line| counters.iter().any(|counter| line.starts_with(counter)));
        let counted: usize = lines.filter_map(|line| line.rsplit_once(' ')?.1.parse::<usize>().ok()).sum();
        let expected = if self.is_on { answered } else { 0 };
        assert_eq!(counted, expected, "{}: not all requests were counted:\n{page}", self.name);
    }
}

/// Requests that are answered again and again.
struct Row {
    name: &'static str,
    answer: Box<dyn FnMut(usize)>,
    answered: usize,
    ours: Option<Ours>,
}

impl Row {
    fn of(self, ours: Ours) -> Self {
        Self { ours: Some(ours), ..self }
    }

    /// Answers a batch, and says how long that took.
    fn run(&mut self) -> Duration {
        tickmark::set_enabled(self.ours.as_ref().is_none_or(|ours| ours.is_on));
        self.answered += REQUESTS_OF_A_BATCH;
        let start = Instant::now();
        (self.answer)(REQUESTS_OF_A_BATCH);
        start.elapsed()
    }

    fn check(&self) {
        if let Some(ours) = &self.ours {
            ours.check(self.answered);
        }
    }
}

fn bare<L>(name: &'static str, layer: L, path: &MatchedPath) -> Row
where
    L: Layer<AtOnce>,
    L::Service: Service<Request<Body>, Error = Infallible> + 'static,
    <L::Service as Service<Request<Body>>>::Response: Answer,
{
    answered(name, layer.layer(AtOnce), Some(path.clone()))
}

fn routed<L>(name: &'static str, layer: L) -> Row
where
    L: Layer<Route> + Clone + Send + Sync + 'static,
    L::Service: Service<Request<Body>, Error = Infallible> + Clone + Send + Sync + 'static,
    <L::Service as Service<Request<Body>>>::Response: IntoResponse + 'static,
    <L::Service as Service<Request<Body>>>::Future: Send + 'static,
{
    answered(name, routes().layer(layer), None)
}

fn routes() -> Router {
    Router::new().route("/orders/{id}", get(|| async { "tick" }))
}

/// A row of what this service does; `path` is the route that nobody else puts there.
fn answered<S>(name: &'static str, mut service: S, path: Option<MatchedPath>) -> Row
where
    S: Service<Request<Body>, Error = Infallible> + 'static,
    S::Response: Answer,
{
    let uri = Uri::from_static("/orders/7");
    let answer = move |requests| {
        for _ in 0..requests {
            let mut request = Request::new(Body::empty());
            request.uri_mut().clone_from(black_box(&uri));
            if let Some(path) = &path {
                request.extensions_mut().insert(path.clone());
            }
            black_box(now(&mut service, request).read_to_the_end());
        }
    };
    Row { name, answer: Box::new(answer), answered: 0, ours: None }
}

/// What a service answers that never waits.
fn now<S: Service<Request<Body>, Error = Infallible>>(
    service: &mut S,
    request: Request<Body>,
) -> S::Response {
    let mut context = Context::from_waker(Waker::noop());
    assert!(service.poll_ready(&mut context).is_ready(), "the service makes us wait");
    match pin!(service.call(request)).poll(&mut context) {
        Poll::Ready(Ok(response)) => response,
        Poll::Pending => panic!("the service makes us wait"),
    }
}

/// A response with a body of whatever type.
trait Answer {
    /// Takes the body as hyper does: no further than it says that it goes.
    fn read_to_the_end(self) -> usize;
}

impl<B: http_body::Body<Data = Bytes>> Answer for Response<B> {
    fn read_to_the_end(self) -> usize {
        let mut context = Context::from_waker(Waker::noop());
        let mut body = pin!(self.into_body());
        let mut length = 0;
        while !body.is_end_stream() {
            match body.as_mut().poll_frame(&mut context) {
                Poll::Ready(Some(Ok(frame))) => length += frame.data_ref().map_or(0, Bytes::len),
                Poll::Ready(Some(Err(_)) | None) => break,
                Poll::Pending => panic!("the body makes us wait"),
            }
        }
        length
    }
}

/// Answers before it is asked twice.
#[derive(Clone)]
struct AtOnce;

impl<B> Service<Request<B>> for AtOnce {
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Request<B>) -> Self::Future {
        ready(Ok(Response::new(Full::new(Bytes::from_static(b"tick")))))
    }
}

/// The route as axum would put it there, which alone can make one.
fn matched_path() -> MatchedPath {
    let mut router: Router =
        Router::new().route("/orders/{id}", get(|path: MatchedPath| async { Extension(path) }));
    let response = now(&mut router, Request::get("/orders/7").body(Body::empty()).expect("the path is one"));
    response.extensions().get::<MatchedPath>().expect("the handler put it there").clone()
}

fn table(what: &str, rows: &mut [Row], batches: usize) -> String {
    let taken = measure(rows, batches);
    let allocations: Vec<f64> = rows.iter_mut().map(allocations_each).collect();
    rows.iter().for_each(Row::check);
    let mut text = format!(
        "| {what} | median ns | least ns | added | allocations | added |\n|---|--:|--:|--:|--:|--:|\n"
    );
    for (at, row) in rows.iter().enumerate() {
        let added = median(taken[at].iter().zip(&taken[0]).map(|(own, first)| own - first).collect());
        let least = taken[at].iter().copied().fold(f64::INFINITY, f64::min);
        let (median, more) = (median(taken[at].clone()), allocations[at] - allocations[0]);
        let (name, all) = (row.name, allocations[at]);
        // Writing into a string does not fail.
        _ = writeln!(text, "| {name} | {median:.1} | {least:.1} | {added:.1} | {all} | {more} |");
    }
    text
}

/// Nanoseconds of a request, for each batch of each row; each round begins with another row.
fn measure(rows: &mut [Row], batches: usize) -> Vec<Vec<f64>> {
    let mut taken = vec![Vec::with_capacity(batches); rows.len()];
    for round in 0..=batches {
        for step in 0..rows.len() {
            let at = (round + step) % rows.len();
            let each = rows[at].run().as_nanos() as f64 / REQUESTS_OF_A_BATCH as f64;
            // Round 0 is there to get warm.
            if round > 0 {
                taken[at].push(each);
            }
        }
    }
    taken
}

fn allocations_each(row: &mut Row) -> f64 {
    let allocations = allocations::during(|| _ = row.run());
    allocations as f64 / REQUESTS_OF_A_BATCH as f64
}
