//! The layer of a client.

use std::time::Duration;

use http::uri::PathAndQuery;
use tickmark::{
    Registry,
    http::{
        GrpcClientLayer, GrpcLayer, GrpcType,
        grpc::{self, RequestBody},
    },
};
use tonic::{Code, Request, body::Body, client::Grpc, transport::Channel};
use tower::{Layer, util::MapRequest};

use super::{channel, count, orders::Texts, serve};

type Unwrap = fn(http::Request<RequestBody<Body>>) -> http::Request<Body>;
type Client = Grpc<grpc::Grpc<MapRequest<Channel, Unwrap>>>;

fn layer(registry: &Registry) -> GrpcClientLayer {
    GrpcClientLayer::new()
        .registry(registry.clone())
        .method("shop.v1.Orders/Watch", GrpcType::ServerStream)
        .method("shop.v1.Orders/Upload", GrpcType::ClientStream)
}

/// A client that is measured, of a server that is not.
async fn client(registry: &Registry) -> Client {
    measured(registry, serve(GrpcLayer::new().registry(Registry::new())).await).await
}

async fn measured(registry: &Registry, channel: Channel) -> Client {
    let unwrap: Unwrap = |request| request.map(Body::new);
    let mut client = Grpc::new(layer(registry).layer(MapRequest::new(channel, unwrap)));
    client.ready().await.expect("it is ready");
    client
}

fn path(method: &str) -> PathAndQuery {
    format!("/shop.v1.Orders/{method}").parse().expect("it is a path")
}

fn text(text: &str) -> Request<String> {
    Request::new(text.to_owned())
}

#[tokio::test]
async fn a_call_is_counted_with_its_code() {
    let registry = Registry::new();
    let mut client = client(&registry).await;
    let response = client.unary(text("tea"), path("Place"), Texts).await.expect("it is ordered");
    assert_eq!(response.into_inner(), "ordered tea");
    for (method, order) in [("Place", "nothing"), ("Missing", "tea")] {
        client.ready().await.expect("it is ready");
        let status = client.unary::<String, String, _>(text(order), path(method), Texts).await;
        status.expect_err("there is none");
    }
    for (method, code) in [("Place", "OK"), ("Place", "NotFound"), ("Missing", "Unimplemented")] {
        assert_eq!(count(&registry, "grpc_client_handled_total", ["unary", method, code]), Some(1), "{code}");
    }
    for (family, expected) in [
        ("grpc_client_started_total", 2),
        ("grpc_client_handling_seconds_count", 2),
        ("grpc_client_msg_sent_total", 2),
        ("grpc_client_msg_received_total", 1),
    ] {
        assert_eq!(count(&registry, family, ["unary", "Place", ""]), Some(expected), "{family}");
    }
}

#[tokio::test]
async fn streams_are_counted_message_by_message() {
    let registry = Registry::new();
    let mut client = client(&registry).await;
    let texts = Request::new(tokio_stream::iter(["one", "two", "three"].map(str::to_owned)));
    client.client_streaming(texts, path("Upload"), Texts).await.expect("it is read");
    client.ready().await.expect("it is ready");
    let response = client.server_streaming(text("4"), path("Watch"), Texts).await;
    let mut texts = response.expect("it begins").into_inner();
    while texts.message().await.expect("it is no error").is_some() {}
    for (labels, sent, received) in
        [(["client_stream", "Upload", ""], 3, 1), (["server_stream", "Watch", ""], 1, 4)]
    {
        assert_eq!(count(&registry, "grpc_client_msg_sent_total", labels), Some(sent), "{labels:?}");
        assert_eq!(count(&registry, "grpc_client_msg_received_total", labels), Some(received), "{labels:?}");
    }
    assert_eq!(count(&registry, "grpc_client_handled_total", ["server_stream", "Watch", "OK"]), Some(1));
}

#[tokio::test]
async fn a_stream_that_nobody_reads_any_more_is_canceled() {
    let registry = Registry::new();
    let mut client = client(&registry).await;
    let response = client.server_streaming(text("2 never"), path("Watch"), Texts).await;
    let mut texts = response.expect("it begins").into_inner();
    let _: Option<String> = texts.message().await.expect("it is no error");
    drop(texts);
    assert_eq!(
        count(&registry, "grpc_client_handled_total", ["server_stream", "Watch", "Canceled"]),
        Some(1)
    );
}

#[tokio::test]
async fn a_call_that_takes_too_long_exceeds_its_deadline() {
    let registry = Registry::new();
    let mut client = client(&registry).await;
    let mut request = text("never");
    request.set_timeout(Duration::from_millis(100));
    client.unary::<String, String, _>(request, path("Place"), Texts).await.expect_err("it never comes");
    let handled = |code| count(&registry, "grpc_client_handled_total", ["unary", "Place", code]).unwrap_or(0);
    // The server watches the same time; what it says counts, should it be faster.
    assert_eq!(handled("DeadlineExceeded") + handled("Canceled"), 1);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable() {
    let registry = Registry::new();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("there is a port");
    let address = listener.local_addr().expect("it is bound");
    drop(listener);
    let unwrap: Unwrap = |request| request.map(Body::new);
    let mut client = Grpc::new(layer(&registry).layer(MapRequest::new(channel(address), unwrap)));
    // A channel that can't connect is ready all the same, and says so when it is called.
    client.ready().await.expect("it is ready");
    let status = client.unary::<String, String, _>(text("tea"), path("Place"), Texts).await;
    assert_eq!(status.expect_err("nobody is there").code(), Code::Unavailable);
    assert_eq!(count(&registry, "grpc_client_handled_total", ["unary", "Place", "Unavailable"]), Some(1));
}
