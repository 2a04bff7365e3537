//! What comes of HTTP that tonic would not write.

use std::convert::Infallible;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Request, Response};
use http_body::Frame;
use http_body_util::{BodyExt, StreamBody, combinators::BoxBody};
use tickmark::{
    Registry,
    http::{GrpcLayer, grpc::RequestBody},
};
use tower::{Layer, ServiceExt, service_fn};

use super::count;

type Pieces = Vec<Frame<Bytes>>;
type Streamed = BoxBody<Bytes, Infallible>;

fn body(frames: Pieces) -> Streamed {
    StreamBody::new(tokio_stream::iter(frames.into_iter().map(Ok::<_, Infallible>))).boxed()
}

fn data(bytes: &[u8]) -> Frame<Bytes> {
    Frame::data(Bytes::copy_from_slice(bytes))
}

fn trailers(code: &'static str) -> Frame<Bytes> {
    let mut trailers = HeaderMap::new();
    trailers.insert("grpc-status", HeaderValue::from_static(code));
    Frame::trailers(trailers)
}

/// A call of a method that was declared, which is answered with a head and these frames; the labels of what is counted.
async fn exchange(
    registry: &Registry,
    kind: &'static str,
    request: Pieces,
    (status, headers, frames): (u16, &[(&'static str, &'static str)], Pieces),
) {
    let layer = GrpcLayer::new().registry(registry.clone()).service("shop.v1.Orders", ["Place"]);
    let mut head = Response::builder().status(status);
    for (name, value) in headers {
        head = head.header(*name, *value);
    }
    let response = std::sync::Mutex::new(Some(head.body(body(frames)).expect("it is a response")));
    let answer = |request: Request<RequestBody<Streamed>>| {
        let response = response.lock().expect("nobody panics").take().expect("it is called once");
        async move {
            request.into_body().collect().await.expect("it is whole");
            Ok::<_, Infallible>(response)
        }
    };
    let request = Request::post("/shop.v1.Orders/Place").header("content-type", kind).body(body(request));
    let response = layer.layer(service_fn(answer)).oneshot(request.expect("it is a request")).await;
    response.expect("there is a response").into_body().collect().await.expect("it is whole");
}

const GRPC: &str = "application/grpc+proto";
const HEAD: &[(&str, &str)] = &[("content-type", GRPC)];

#[tokio::test]
async fn codes_are_found_wherever_they_are_and_made_where_they_are_not() {
    let not_grpc: &[(&str, &str)] = &[("content-type", "text/html")];
    let at_once: &[(&str, &str)] = &[("content-type", GRPC), ("grpc-status", "7")];
    for (answer, code) in [
        ((200, HEAD, vec![trailers("5")]), "NotFound"),
        ((200, HEAD, vec![trailers("99")]), "Unknown"),
        ((200, at_once, vec![]), "PermissionDenied"),
        ((200, HEAD, vec![]), "Unknown"),
        ((200, HEAD, vec![data(&[0, 0, 0, 0, 0])]), "Unknown"),
        ((404, not_grpc, vec![data(b"<html>")]), "Unimplemented"),
        ((503, not_grpc, vec![]), "Unavailable"),
        ((401, not_grpc, vec![]), "Unauthenticated"),
        ((200, not_grpc, vec![data(b"<html>")]), "Unknown"),
    ] {
        let (registry, shown) = (Registry::new(), format!("{answer:?}"));
        exchange(&registry, GRPC, vec![], answer).await;
        assert_eq!(
            count(&registry, "grpc_server_handled_total", ["unary", "Place", code]),
            Some(1),
            "{shown}"
        );
    }
}

#[tokio::test]
async fn messages_are_counted_across_the_borders_of_frames() {
    let registry = Registry::new();
    let request = vec![data(&[0, 0, 0]), data(&[0, 2, b'a']), data(b"b\x01\0\0\0\x01c\0\0\0")];
    let response = vec![data(&[1, 0, 0, 0, 1]), data(&[0]), trailers("0")];
    exchange(&registry, GRPC, request, (200, HEAD, response)).await;
    let labels = ["unary", "Place", ""];
    assert_eq!(count(&registry, "grpc_server_msg_received_total", labels), Some(2));
    assert_eq!(count(&registry, "grpc_server_msg_sent_total", labels), Some(1));
}

#[tokio::test]
async fn grpc_web_has_its_trailers_in_the_body() {
    let registry = Registry::new();
    let web: &[(&str, &str)] = &[("content-type", "application/grpc-web+proto")];
    let frames = vec![data(&[0, 0, 0, 0, 0]), data(b"\x80\0\0\0\x0fgrpc-status:"), data(b"3\r\n")];
    exchange(&registry, "application/grpc-web+proto", vec![], (200, web, frames)).await;
    assert_eq!(count(&registry, "grpc_server_handled_total", ["unary", "Place", "InvalidArgument"]), Some(1));
    assert_eq!(count(&registry, "grpc_server_msg_sent_total", ["unary", "Place", ""]), Some(1));
}

#[tokio::test]
async fn requests_that_are_none_of_grpc_are_passed_on() {
    let registry = Registry::new();
    exchange(&registry, "application/json", vec![data(b"{}")], (200, &[], vec![data(b"{}")])).await;
    assert_eq!(count(&registry, "grpc_server_started_total", ["unary", "Place", ""]), Some(0));
}
