//! The layer as a middleware of `reqwest`.

use std::{convert::Infallible, time::Duration};

use bytes::Bytes;
use http::{Extensions, StatusCode};
use http_body_util::StreamBody;
use reqwest::Body;
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware, Middleware, Next, Result};
use tickmark::{
    Registry,
    http::{ClientLayer, Route},
};

use super::{SHORT, in_progress, requests, serve};
use crate::page::Page;

const HOST: (&str, &str) = ("host", "127.0.0.1");
const GET: (&str, &str) = ("method", "GET");

fn client(registry: &Registry, client: reqwest::Client) -> ClientWithMiddleware {
    let layer = ClientLayer::new().registry(registry.clone()).host("127.0.0.1");
    ClientBuilder::new(client).with(layer).build()
}

#[tokio::test]
async fn a_request_counts_when_its_response_was_read() {
    let (registry, address) = (Registry::new(), serve().await);
    let client = client(&registry, reqwest::Client::new());
    let request = client.get(format!("http://{address}/hello")).with_extension(Route::new("/hello"));
    let response = request.send().await.expect("there is a response");
    let labels = [HOST, GET, ("route", "/hello"), ("status", "2xx")];
    assert_eq!(requests(&registry, &labels), None);
    assert_eq!(response.url().path(), "/hello");
    assert_eq!((response.content_length(), response.remote_addr()), (Some(5), Some(address)));
    assert_eq!(response.text().await.expect("there is a body"), "hello");
    assert_eq!(requests(&registry, &labels), Some(1));
    assert!(in_progress(&registry).abs() < 0.5);
    let page = Page::of(&registry);
    assert_eq!(page.value("http_client_response_size_bytes_sum", &[HOST]), Some(5.0));
}

#[tokio::test]
async fn bodies_are_counted_in_memory_and_as_streams() {
    let (registry, address) = (Registry::new(), serve().await);
    let client = client(&registry, reqwest::Client::new());
    let frames = ["one", "two"].map(|piece| Ok::<_, Infallible>(http_body::Frame::data(Bytes::from(piece))));
    for body in [Body::from("whole"), Body::wrap(StreamBody::new(tokio_stream::iter(frames)))] {
        let sent = client.post(format!("http://{address}/echo")).body(body).send().await;
        sent.expect("there is a response").bytes().await.expect("there is a body");
    }
    let page = Page::of(&registry);
    assert_eq!(page.value("http_client_request_size_bytes_sum", &[HOST]), Some(11.0));
    assert_eq!(page.value("http_client_response_size_bytes_sum", &[HOST]), Some(11.0));
}

#[tokio::test]
async fn a_redirect_is_part_of_the_request() {
    let (registry, address) = (Registry::new(), serve().await);
    let client = client(&registry, reqwest::Client::new());
    let response = client.get(format!("http://{address}/moved")).send().await.expect("there is a response");
    assert_eq!((response.status(), response.url().path()), (StatusCode::OK, "/hello"));
    drop(response);
    assert_eq!(requests(&registry, &[HOST, GET, ("status", "2xx")]), Some(1));
}

#[tokio::test]
async fn an_error_has_its_kind() {
    let (registry, address) = (Registry::new(), serve().await);
    let closed = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("there is a port");
        listener.local_addr().expect("it is bound")
    };
    let impatient = reqwest::Client::builder().timeout(SHORT).build().expect("there is a client");
    let client = client(&registry, impatient);
    for (target, error) in [
        (format!("http://{address}/never"), "timeout"),
        (format!("http://{closed}/"), "connect"),
        (format!("http://{address}/round"), "redirect"),
    ] {
        client.get(&target).send().await.expect_err(error);
        assert_eq!(requests(&registry, &[HOST, GET, ("error", error)]), Some(1), "{error}");
    }
    assert!(in_progress(&registry).abs() < 0.5);
}

#[tokio::test]
async fn a_body_that_takes_too_long_is_a_timeout_and_the_reader_is_told_so() {
    let (registry, address) = (Registry::new(), serve().await);
    let client = client(&registry, reqwest::Client::new());
    let request = client.get(format!("http://{address}/stalled")).timeout(Duration::from_millis(200));
    let response = request.send().await.expect("there is a response");
    let error = response.bytes().await.expect_err("it never ends");
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(requests(&registry, &[HOST, GET, ("status", "2xx"), ("error", "timeout")]), Some(1));
}

/// A middleware with a bug.
struct Broken;

#[async_trait::async_trait]
impl Middleware for Broken {
    async fn handle(
        &self,
        _: reqwest::Request,
        _: &mut Extensions,
        _: Next<'_>,
    ) -> Result<reqwest::Response> {
        panic!("it is broken")
    }
}

#[tokio::test]
async fn a_middleware_that_panics_is_counted() {
    let registry = Registry::new();
    let layer = ClientLayer::new().registry(registry.clone()).host("127.0.0.1");
    let client = ClientBuilder::new(reqwest::Client::new()).with(layer).with(Broken).build();
    let sent = tokio::spawn(async move { client.get("http://127.0.0.1/").send().await });
    assert!(sent.await.expect_err("it panics").is_panic());
    assert_eq!(requests(&registry, &[HOST, GET, ("error", "panic")]), Some(1));
    assert!(in_progress(&registry).abs() < 0.5);
}

#[tokio::test]
async fn a_request_that_nobody_waits_for_any_more_is_cancelled() {
    let (registry, address) = (Registry::new(), serve().await);
    let client = client(&registry, reqwest::Client::new());
    let sent = client.get(format!("http://{address}/never")).send();
    tokio::time::timeout(SHORT, sent).await.expect_err("it never comes");
    assert_eq!(requests(&registry, &[HOST, GET, ("error", "cancelled")]), Some(1));
    assert!(in_progress(&registry).abs() < 0.5);
}
