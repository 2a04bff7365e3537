//! The layer of a server.

use std::time::Duration;

use http::uri::PathAndQuery;
use tickmark::{
    Registry,
    http::{
        GrpcLayer,
        grpc::{Dimension, Quantity},
    },
};
use tonic::{Code, Request, Status, client::Grpc, transport::Channel};

use tower::Layer;

use super::{
    count, counted, declared,
    orders::{Orders, Texts},
    serve,
};
use crate::page::Page;

/// Calls a unary method.
async fn call(channel: &Channel, method: &str, text: &str) -> Result<String, Status> {
    call_with(channel, method, Request::new(text.to_owned())).await
}

async fn call_with(channel: &Channel, method: &str, request: Request<String>) -> Result<String, Status> {
    let mut client = Grpc::new(channel.clone());
    client.ready().await.map_err(|error| Status::unavailable(error.to_string()))?;
    Ok(client.unary(request, path(method), Texts).await?.into_inner())
}

fn path(method: &str) -> PathAndQuery {
    format!("/shop.v1.Orders/{method}").parse().expect("it is a path")
}

#[tokio::test]
async fn a_call_is_counted_with_its_code() {
    let registry = Registry::new();
    let channel = serve(declared(&registry)).await;
    assert_eq!(call(&channel, "Place", "tea").await.expect("it is ordered"), "ordered tea");
    let status = call(&channel, "Place", "nothing").await.expect_err("there is none");
    assert_eq!(status.code(), Code::NotFound);
    for code in ["OK", "NotFound"] {
        let labels = ["unary", "Place", code];
        assert_eq!(count(&registry, "grpc_server_handled_total", labels), Some(1), "{code}");
    }
    for (family, expected) in [
        ("grpc_server_started_total", 2),
        ("grpc_server_handling_seconds_count", 2),
        ("grpc_server_msg_received_total", 2),
        ("grpc_server_msg_sent_total", 1),
    ] {
        assert_eq!(count(&registry, family, ["unary", "Place", ""]), Some(expected), "{family}");
    }
}

#[tokio::test]
async fn a_stream_of_responses_is_counted_message_by_message() {
    let registry = Registry::new();
    let channel = serve(declared(&registry)).await;
    let mut client = Grpc::new(channel);
    for (text, code) in [("5", "OK"), ("3 fail", "Aborted")] {
        client.ready().await.expect("there is a connection");
        let response = client.server_streaming(Request::new(text.to_owned()), path("Watch"), Texts).await;
        let mut texts = response.expect("it begins").into_inner();
        while let Ok(Some(_)) = texts.message().await {}
        counted(&registry, "grpc_server_handled_total", ["server_stream", "Watch", code], 1).await;
    }
    let labels = ["server_stream", "Watch", ""];
    assert_eq!(count(&registry, "grpc_server_msg_sent_total", labels), Some(8));
    assert_eq!(count(&registry, "grpc_server_msg_received_total", labels), Some(2));
}

#[tokio::test]
async fn a_stream_of_requests_is_counted_message_by_message() {
    let registry = Registry::new();
    let channel = serve(declared(&registry)).await;
    let mut client = Grpc::new(channel);
    client.ready().await.expect("there is a connection");
    let texts = || Request::new(tokio_stream::iter(["one", "two", ""].map(str::to_owned)));
    let response = client.client_streaming(texts(), path("Upload"), Texts).await;
    assert_eq!(response.expect("it is read").into_inner(), "onetwo");
    client.ready().await.expect("there is a connection");
    let response = client.streaming(texts(), path("Chat"), Texts).await;
    let mut answers = response.expect("it begins").into_inner();
    while answers.message().await.expect("it is no error").is_some() {}
    for (labels, sent) in [(["client_stream", "Upload", ""], 1), (["bidi_stream", "Chat", ""], 3)] {
        assert_eq!(count(&registry, "grpc_server_msg_received_total", labels), Some(3), "{labels:?}");
        assert_eq!(count(&registry, "grpc_server_msg_sent_total", labels), Some(sent), "{labels:?}");
        assert_eq!(count(&registry, "grpc_server_handling_seconds_count", labels), Some(1), "{labels:?}");
    }
}

#[tokio::test]
async fn messages_count_while_the_stream_goes_on() {
    let registry = Registry::new();
    let channel = serve(declared(&registry)).await;
    let mut client = Grpc::new(channel);
    client.ready().await.expect("there is a connection");
    let request = Request::new("4 never".to_owned());
    let mut texts =
        client.server_streaming(request, path("Watch"), Texts).await.expect("it begins").into_inner();
    for _ in 0..4 {
        assert!(texts.message().await.expect("it is no error").is_some());
    }
    let labels = ["server_stream", "Watch", ""];
    assert_eq!(count(&registry, "grpc_server_msg_sent_total", labels), Some(4));
    assert_eq!(count(&registry, "grpc_server_handling_seconds_count", labels), Some(0));
    drop(texts);
    counted(&registry, "grpc_server_handled_total", ["server_stream", "Watch", "Canceled"], 1).await;
}

#[tokio::test]
async fn a_caller_that_goes_away_is_canceled() {
    let registry = Registry::new();
    let channel = serve(declared(&registry)).await;
    let never = tokio::spawn(async move { call(&channel, "Place", "never").await });
    counted(&registry, "grpc_server_started_total", ["unary", "Place", ""], 1).await;
    never.abort();
    counted(&registry, "grpc_server_handled_total", ["unary", "Place", "Canceled"], 1).await;
}

#[tokio::test]
async fn a_call_of_which_the_time_is_over_has_ended() {
    let registry = Registry::new();
    let channel = serve(declared(&registry)).await;
    let mut request = Request::new("never".to_owned());
    request.set_timeout(Duration::from_millis(300));
    call_with(&channel, "Place", request).await.expect_err("it never comes");
    // `DeadlineExceeded`, unless the caller's news came much faster than its request: when it is which is for a clock that tests move.
    counted(&registry, "grpc_server_handling_seconds_count", ["unary", "Place", ""], 1).await;
    let handled = |code| count(&registry, "grpc_server_handled_total", ["unary", "Place", code]);
    assert_eq!(handled("DeadlineExceeded").into_iter().chain(handled("Canceled")).sum::<u64>(), 1);
}

#[tokio::test]
async fn a_service_that_panics_is_unknown() {
    let registry = Registry::new();
    let channel = serve(declared(&registry)).await;
    call(&channel, "Place", "panic").await.expect_err("it panics");
    counted(&registry, "grpc_server_handled_total", ["unary", "Place", "Unknown"], 1).await;
}

#[test]
fn what_was_declared_is_there_before_the_first_call() {
    let registry = Registry::new();
    drop(declared(&registry).layer(Orders));
    let page = Page::of(&registry);
    let codes = page.values_of("grpc_server_handled_total", "grpc_code").len();
    assert!(codes >= 17, "{codes}");
    for (kind, method) in
        [("unary", "Place"), ("server_stream", "Watch"), ("client_stream", "Upload"), ("bidi_stream", "Chat")]
    {
        let labels = [kind, method, ""];
        assert_eq!(count(&registry, "grpc_server_started_total", labels), Some(0), "{method}");
        assert_eq!(count(&registry, "grpc_server_handling_seconds_count", labels), Some(0), "{method}");
        assert_eq!(count(&registry, "grpc_server_handled_total", [kind, method, "Internal"]), Some(0));
    }
}

#[tokio::test]
async fn a_method_that_was_not_declared_has_a_name_once_it_has_answered() {
    let registry = Registry::new();
    let channel = serve(GrpcLayer::new().registry(registry.clone())).await;
    for method in ["Nothing", "Guarded"] {
        call(&channel, method, "tea").await.expect_err(method);
        let page = registry.encode();
        assert!(!page.contains(method), "{page}");
    }
    let unknown = ["unary", "unknown", ""];
    assert_eq!(count(&registry, "grpc_server_started_total", unknown), Some(2));
    let labels = ["unary", "unknown", "Unimplemented"];
    assert_eq!(count(&registry, "grpc_server_handled_total", labels), Some(1));
    call(&channel, "Place", "nothing").await.expect_err("there is none");
    call(&channel, "Place", "tea").await.expect("it is ordered");
    for (family, expected) in [
        ("grpc_server_started_total", 2),
        ("grpc_server_msg_received_total", 2),
        ("grpc_server_msg_sent_total", 1),
    ] {
        assert_eq!(count(&registry, family, ["unary", "Place", ""]), Some(expected), "{family}");
    }
    assert_eq!(count(&registry, "grpc_server_started_total", unknown), Some(2));
}

#[tokio::test]
async fn a_stream_that_was_not_declared_has_a_name_from_its_first_message_on() {
    let registry = Registry::new();
    let channel = serve(GrpcLayer::new().registry(registry.clone())).await;
    let mut client = Grpc::new(channel);
    client.ready().await.expect("there is a connection");
    let request = Request::new("2 never".to_owned());
    let mut texts =
        client.server_streaming(request, path("Watch"), Texts).await.expect("it begins").into_inner();
    assert!(texts.message().await.expect("it is no error").is_some());
    assert!(texts.message().await.expect("it is no error").is_some());
    let labels = ["unary", "Watch", ""];
    for (family, expected) in [
        ("grpc_server_started_total", 1),
        ("grpc_server_msg_received_total", 1),
        ("grpc_server_msg_sent_total", 2),
    ] {
        assert_eq!(count(&registry, family, labels), Some(expected), "{family}");
    }
}

#[tokio::test]
async fn names_and_labels_are_what_one_says() {
    let registry = Registry::new();
    let layer = declared(&registry)
        .namespace("shop")
        .constant_label("zone", "north")
        .rename(Quantity::Handled, "grpc_calls_total")
        .rename_label(Dimension::Code, "code")
        .without_label(Dimension::Type)
        .without(Quantity::Received)
        .duration_by_code();
    let channel = serve(layer).await;
    call(&channel, "Place", "nothing").await.expect_err("there is none");
    let page = Page::of(&registry);
    let labels = [
        ("zone", "north"),
        ("grpc_service", "shop.v1.Orders"),
        ("grpc_method", "Place"),
        ("code", "NotFound"),
    ];
    for name in ["shop_grpc_calls_total", "shop_grpc_server_handling_seconds_count"] {
        assert_eq!(page.count(name, &labels), Some(1), "{name}");
    }
    assert!(page.family("shop_grpc_server_msg_received_total").is_none());
}
