//! How a request can end, and that none stays under way.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use ::http::{Request, Response, StatusCode};
use axum::{Router, body::Body, routing};
use http_body::Body as _;
use http_body_util::{BodyExt, Empty, Full};
use tickmark::{
    Registry,
    http::{Dimension, MetricsLayer, Quantity},
};
use tower::{Layer, Service, ServiceExt, service_fn};

use super::{get, layer, lines};
use crate::drive::{cancel, panics, poll_once};

type Answer = Result<Response<Full<&'static [u8]>>, &'static str>;

/// A layer that also says why there was no good answer.
fn telling() -> (Registry, MetricsLayer) {
    let (registry, metrics) = layer();
    let labels = [Dimension::Route, Dimension::Method, Dimension::Status, Dimension::Error];
    (registry, metrics.labels(Quantity::Requests, labels))
}

/// What the page says of the one request that there was, when nothing is under way.
#[track_caller]
fn assert_ended(registry: &Registry, status: &str, error: &str) {
    let error = if error.is_empty() { String::new() } else { format!("error=\"{error}\",") };
    let expected = format!(r#"{{handler="none",method="GET",{error}status="{status}"}} 1"#);
    assert_eq!(lines(registry, "http_requests_total"), [expected]);
    assert_eq!(lines(registry, "http_requests_inprogress"), [" 0"]);
    let timed = [r#"{handler="none",method="GET"} 1"#];
    assert_eq!(lines(registry, "http_request_duration_seconds_count"), timed);
}

fn request() -> Request<Empty<&'static [u8]>> {
    Request::new(Empty::new())
}

/// One that is not there yet.
async fn never() -> Answer {
    std::future::pending().await
}

#[test]
fn an_answer_ends_when_its_body_is_read() {
    let (registry, metrics) = telling();
    let mut service =
        metrics.layer(service_fn(async |_| Ok::<_, Infallible>(Response::new(Full::new(&b"body"[..])))));
    let Poll::Ready(Ok(response)) = poll_once(Box::pin(service.call(request())).as_mut()) else { panic!() };
    assert_eq!(lines(&registry, "http_requests_inprogress"), [" 1"]);
    let Poll::Ready(body) = poll_once(Box::pin(response.into_body().collect()).as_mut()) else { panic!() };
    assert_eq!(body.map(|body| body.to_bytes().len()), Ok(4));
    assert_ended(&registry, "2xx", "");
}

#[test]
fn an_answer_without_a_body_ends_at_once() {
    let (registry, metrics) = telling();
    let mut service = metrics.layer(service_fn(async |_| {
        let mut response = Response::new(Empty::<&[u8]>::new());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        Ok::<_, Infallible>(response)
    }));
    let Poll::Ready(Ok(_response)) = poll_once(Box::pin(service.call(request())).as_mut()) else { panic!() };
    assert_ended(&registry, "3xx", "");
}

#[test]
fn a_client_that_goes_before_the_answer_is_499() {
    let (registry, metrics) = telling();
    let mut service = metrics.layer(service_fn(async |_| never().await));
    cancel(service.call(request()));
    assert_ended(&registry, "4xx", "cancelled");
}

#[test]
fn a_request_that_nobody_ever_polls_is_499() {
    let (registry, metrics) = telling();
    let mut service = metrics.layer(service_fn(async |_| never().await));
    drop(service.call(request()));
    assert_ended(&registry, "4xx", "cancelled");
}

#[test]
fn an_error_of_the_service_is_500() {
    let (registry, metrics) = telling();
    let mut service = metrics.layer(service_fn(async |_| Answer::Err("broken")));
    let Poll::Ready(result) = poll_once(Box::pin(service.call(request())).as_mut()) else { panic!() };
    assert_eq!(result.map(|_| ()), Err("broken"));
    assert_ended(&registry, "5xx", "error");
}

#[test]
fn a_panic_of_the_handler_is_500() {
    let (registry, metrics) = telling();
    let mut service = metrics.layer(service_fn(async |request: Request<_>| {
        assert!(request.uri().path().is_empty(), "it is meant to");
        never().await
    }));
    let mut future = Box::pin(service.call(request()));
    assert!(panics(|| poll_once(future.as_mut())));
    drop(future);
    assert_ended(&registry, "5xx", "panic");
}

#[test]
fn a_panic_before_there_is_a_future_is_500() {
    let (registry, metrics) = telling();
    let mut service = metrics.layer(service_fn(|request: Request<_>| {
        assert!(request.uri().path().is_empty(), "it is meant to");
        never()
    }));
    assert!(panics(|| service.call(request())));
    assert_ended(&registry, "5xx", "panic");
}

/// A body that breaks as it is told to, behind its first bytes.
struct Breaking {
    is_begun: bool,
    panics: bool,
}

impl http_body::Body for Breaking {
    type Data = &'static [u8];
    type Error = &'static str;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<&'static [u8]>, &'static str>>> {
        assert!(!(self.is_begun && self.panics), "it is meant to");
        let first = !std::mem::replace(&mut self.is_begun, true);
        Poll::Ready(Some(if first { Ok(http_body::Frame::data(b"begun")) } else { Err("broken") }))
    }
}

/// The answer whose body breaks after five bytes.
fn broken(metrics: &MetricsLayer, panics: bool) -> tickmark::http::ResponseBody<Breaking> {
    let mut service = metrics.layer(service_fn(move |_| {
        std::future::ready(Ok::<_, Infallible>(Response::new(Breaking { is_begun: false, panics })))
    }));
    let Poll::Ready(Ok(response)) = poll_once(Box::pin(service.call(request())).as_mut()) else { panic!() };
    response.into_body()
}

#[test]
fn a_body_that_breaks_keeps_the_status_that_went_out() {
    let (registry, metrics) = telling();
    let body = broken(&metrics, false);
    let Poll::Ready(result) = poll_once(Box::pin(body.collect()).as_mut()) else { panic!() };
    assert_eq!(result.map(|_| ()), Err("broken"));
    assert_ended(&registry, "2xx", "error");
    assert_eq!(lines(&registry, "http_response_size_bytes_sum"), [r#"{handler="none"} 5"#]);
}

#[test]
fn a_body_that_panics_keeps_the_status_that_went_out() {
    let (registry, metrics) = telling();
    let body = broken(&metrics, true);
    assert!(panics(|| poll_once(Box::pin(body.collect()).as_mut())));
    assert_ended(&registry, "2xx", "panic");
}

#[test]
fn a_body_that_is_dropped_half_way_counts_what_was_taken() {
    let (registry, metrics) = telling();
    let mut body = Box::pin(broken(&metrics, false));
    assert!(poll_once(Box::pin(body.frame()).as_mut()).is_ready());
    assert_eq!(lines(&registry, "http_requests_inprogress"), [" 1"]);
    drop(body);
    assert_ended(&registry, "2xx", "");
    assert_eq!(lines(&registry, "http_response_size_bytes_sum"), [r#"{handler="none"} 5"#]);
}

/// A service that is never ready.
#[derive(Clone)]
struct Overloaded;

impl Service<Request<tickmark::http::RequestBody<Empty<&'static [u8]>>>> for Overloaded {
    type Response = Response<Full<&'static [u8]>>;
    type Error = &'static str;
    type Future = std::future::Ready<Answer>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), &'static str>> {
        Poll::Ready(Err("overloaded"))
    }

    fn call(&mut self, _: Request<tickmark::http::RequestBody<Empty<&'static [u8]>>>) -> Self::Future {
        std::future::ready(Err("called all the same"))
    }
}

#[test]
fn a_service_that_is_not_ready_has_taken_no_request() {
    let (registry, metrics) = telling();
    let service = metrics.layer(Overloaded);
    let Poll::Ready(result) = poll_once(Box::pin(service.oneshot(request())).as_mut()) else { panic!() };
    assert_eq!(result.map(|_| ()), Err("overloaded"));
    assert_eq!(lines(&registry, "http_requests_total"), [] as [&str; 0]);
    assert_eq!(lines(&registry, "http_requests_inprogress"), [" 0"]);
}

#[tokio::test]
async fn a_panic_that_axum_catches_nowhere_counts_for_its_route() {
    let (registry, metrics) = layer();
    let app: Router = Router::new()
        .route(
            "/panics",
            routing::get(|request: axum::extract::Request| async move {
                assert!(request.uri().path().is_empty(), "it is meant to");
            }),
        )
        .layer(metrics);
    let mut future = Box::pin(async move { get(&app, "/panics").await });
    assert!(panics(|| poll_once(future.as_mut())));
    drop(future);
    assert_eq!(
        lines(&registry, "http_requests_total"),
        [r#"{handler="/panics",method="GET",status="5xx"} 1"#]
    );
    assert_eq!(lines(&registry, "http_requests_inprogress"), [" 0"]);
}

#[tokio::test]
async fn what_no_service_answers_is_told_to_an_exchange() {
    let (registry, metrics) = telling();
    let request = Request::new(());
    let head = tickmark::http::RequestHead::of(&request);
    drop(metrics.begin(&head));
    assert_ended(&registry, "4xx", "cancelled");

    let (registry, metrics) = telling();
    assert!(panics(|| {
        let _exchange = metrics.begin(&head);
        assert!(Body::empty().is_end_stream() && request.uri().path().is_empty(), "it is meant to");
    }));
    assert_ended(&registry, "5xx", "panic");
}
