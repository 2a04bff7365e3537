//! How long requests and calls take, by a clock that the test moves.

use std::{
    convert::Infallible,
    future::{Future, pending, poll_fn},
    task::Poll,
    time::Duration,
};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{Empty, Full};
use tickmark::{
    Registry,
    http::{ClientLayer, GrpcClientLayer, GrpcLayer, RequestBody, Until, grpc},
    testing::{FakeClock, with_registry},
};
use tower::{Layer, ServiceExt, service_fn};

const HALF: Duration = Duration::from_millis(500);

/// The line of the page that begins so.
fn line(registry: &Registry, begin: &str) -> String {
    let page = registry.encode();
    page.lines().find(|line| line.starts_with(begin)).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn an_outgoing_request_ends_with_its_body_or_at_the_headers() {
    for (until, expected) in [(Until::End, "1.5"), (Until::Headers, "0.5")] {
        let (clock, registry) = (FakeClock::install(), Registry::new());
        let layer = ClientLayer::new().registry(registry.clone()).duration_until(until);
        let answer = |_: Request<RequestBody<Empty<Bytes>>>| {
            clock.advance(HALF);
            async { Ok::<_, Infallible>(Response::new(Full::new(Bytes::from("body")))) }
        };
        let request = Request::get("http://api/").body(Empty::new()).expect("it is a request");
        let response = layer.layer(service_fn(answer)).oneshot(request).await;
        clock.advance(HALF * 2);
        drop(response);
        let sum = line(&registry, "http_client_request_duration_seconds_sum");
        assert!(sum.ends_with(&format!("}} {expected}")), "{until:?}: {sum}");
    }
}

#[tokio::test]
async fn a_call_that_is_dropped_is_canceled_until_its_time_is_over() {
    for (waited, code) in [(HALF, "Canceled"), (HALF * 2, "DeadlineExceeded")] {
        let (clock, registry) = (FakeClock::install(), Registry::new());
        let layer = GrpcLayer::new().registry(registry.clone()).service("shop.v1.Orders", ["Place"]);
        let answer = |_: Request<grpc::RequestBody<Empty<Bytes>>>| {
            pending::<Result<Response<Empty<Bytes>>, Infallible>>()
        };
        let request = Request::post("/shop.v1.Orders/Place")
            .header("content-type", "application/grpc")
            .header("grpc-timeout", "1S")
            .body(Empty::new())
            .expect("it is a request");
        let mut call = Box::pin(layer.layer(service_fn(answer)).oneshot(request));
        // It begins when it is polled.
        poll_fn(|context| Poll::Ready(call.as_mut().poll(context).is_pending())).await;
        clock.advance(waited);
        drop(call);
        let labels = r#"grpc_type="unary",grpc_service="shop.v1.Orders",grpc_method="Place""#;
        let name = format!("grpc_server_handled_total{{{labels},grpc_code=\"{code}\"}}");
        assert_eq!(line(&registry, &name), format!("{name} 1"));
    }
}

#[tokio::test]
async fn layers_that_are_put_on_a_service_in_a_scope_count_there() {
    let registry = Registry::new();
    let answer = |_: Request<RequestBody<Empty<Bytes>>>| async {
        Ok::<_, Infallible>(Response::new(Empty::<Bytes>::new()))
    };
    let called = |_: Request<grpc::RequestBody<Empty<Bytes>>>| async {
        let response = Response::builder().header("grpc-status", "0");
        Ok::<_, Infallible>(response.body(Empty::<Bytes>::new()).expect("it is a response"))
    };
    let (client, calls) = with_registry(&registry, || {
        (ClientLayer::new().layer(service_fn(answer)), GrpcClientLayer::new().layer(service_fn(called)))
    });
    let request = Request::get("http://api/").body(Empty::new()).expect("it is a request");
    client.oneshot(request).await.expect("there is a response");
    let call = Request::post("/shop.v1.Orders/Place").header("content-type", "application/grpc");
    calls.oneshot(call.body(Empty::new()).expect("it is a call")).await.expect("there is a response");
    assert!(line(&registry, "http_client_requests_total{").ends_with(" 1"));
    assert!(line(&registry, "grpc_client_handled_total{").ends_with(" 1"));
}
