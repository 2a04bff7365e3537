//! The layer around the client of `hyper-util`.

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt, Channel, Empty};
use hyper_util::{client::legacy::Client, rt::TokioExecutor};
use tickmark::{
    Registry,
    http::{ClientLayer, Quantity, RequestBody, Route, StatusLabel},
};
use tower::{Layer, Service, ServiceExt, service_fn};

use super::{SHORT, in_progress, requests, serve};
use crate::page::Page;

const HOST: (&str, &str) = ("host", "127.0.0.1");
const GET: (&str, &str) = ("method", "GET");

fn layer(registry: &Registry) -> ClientLayer {
    ClientLayer::new().registry(registry.clone()).host("127.0.0.1")
}

/// A client of `hyper-util`, whose type says which bodies it sends.
fn client<B>() -> Client<hyper_util::client::legacy::connect::HttpConnector, RequestBody<B>>
where
    B: http_body::Body + Send + Unpin + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    Client::builder(TokioExecutor::new()).build_http()
}

fn get(uri: impl AsRef<str>) -> Request<Empty<Bytes>> {
    Request::get(uri.as_ref()).body(Empty::new()).expect("it is a request")
}

#[tokio::test]
async fn a_request_counts_when_its_response_was_read() {
    let (registry, address) = (Registry::new(), serve().await);
    let client = layer(&registry).layer(client());
    let response = client.oneshot(get(format!("http://{address}/hello"))).await.expect("there is a response");
    assert_eq!(requests(&registry, &[HOST, GET, ("status", "2xx")]), None);
    assert!(in_progress(&registry) > 0.5);
    let body = response.into_body().collect().await.expect("there is a body").to_bytes();
    assert_eq!(body, "hello");
    assert_eq!(requests(&registry, &[HOST, GET, ("status", "2xx")]), Some(1));
    assert!(in_progress(&registry).abs() < 0.5);
    let page = Page::of(&registry);
    assert_eq!(page.count("http_client_request_duration_seconds_count", &[HOST, GET]), Some(1));
    assert_eq!(page.value("http_client_response_size_bytes_sum", &[HOST]), Some(5.0));
    assert_eq!(page.value("http_client_request_size_bytes_sum", &[HOST]), Some(0.0));
}

#[tokio::test]
async fn sizes_are_what_flowed_also_of_streams() {
    let (registry, address) = (Registry::new(), serve().await);
    let client = layer(&registry).layer(client());
    let (mut sender, body) = Channel::<Bytes>::new(4);
    let sending = async move {
        for piece in ["one", "two", "three"] {
            sender.send_data(Bytes::from(piece)).await.expect("somebody reads");
        }
    };
    let request = Request::post(format!("http://{address}/echo")).body(body).expect("it is a request");
    let (response, ()) = tokio::join!(client.oneshot(request), sending);
    let body = response.expect("there is a response").into_body().collect().await.expect("there is a body");
    assert_eq!(body.to_bytes(), "onetwothree");
    let page = Page::of(&registry);
    assert_eq!(page.value("http_client_request_size_bytes_sum", &[HOST]), Some(11.0));
    assert_eq!(page.value("http_client_response_size_bytes_sum", &[HOST]), Some(11.0));
}

#[tokio::test]
async fn a_request_that_nobody_waits_for_any_more_is_cancelled() {
    let (registry, address) = (Registry::new(), serve().await);
    let client = layer(&registry).layer(client());
    let response = client.oneshot(get(format!("http://{address}/never")));
    tokio::time::timeout(SHORT, response).await.expect_err("it never comes");
    assert_eq!(requests(&registry, &[HOST, GET, ("error", "cancelled")]), Some(1));
    assert!(in_progress(&registry).abs() < 0.5);
}

#[tokio::test]
async fn a_request_without_a_response_has_an_error_instead_of_a_status() {
    let registry = Registry::new();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("there is a port");
    let address = listener.local_addr().expect("it is bound");
    drop(listener);
    let client = layer(&registry).layer(client());
    client.oneshot(get(format!("http://{address}/"))).await.expect_err("nobody listens");
    assert_eq!(requests(&registry, &[HOST, GET, ("error", "error")]), Some(1));
    assert!(in_progress(&registry).abs() < 0.5);
}

#[tokio::test]
async fn a_body_that_nobody_reads_to_its_end_is_no_error() {
    let (registry, address) = (Registry::new(), serve().await);
    let client = layer(&registry).layer(client());
    let response =
        client.oneshot(get(format!("http://{address}/stalled"))).await.expect("there is a response");
    let mut body = response.into_body();
    let frame = body.frame().await.expect("it begins").expect("it is no error");
    drop(body);
    assert!(frame.is_data());
    assert_eq!(requests(&registry, &[HOST, GET, ("status", "2xx")]), Some(1));
    let page = Page::of(&registry);
    assert_eq!(page.value("http_client_response_size_bytes_sum", &[HOST]), Some(9.0));
}

#[tokio::test]
async fn a_body_that_breaks_off_has_its_status_and_an_error() {
    let registry = Registry::new();
    let answer = |_: Request<RequestBody<Empty<Bytes>>>| async {
        let (sender, body) = Channel::<Bytes, std::io::Error>::new(1);
        sender.abort(std::io::ErrorKind::ConnectionReset.into());
        Ok::<_, std::io::Error>(Response::new(body))
    };
    let response = layer(&registry).layer(service_fn(answer)).oneshot(get("http://127.0.0.1/")).await;
    let body = response.expect("there is a response").into_body();
    body.collect().await.expect_err("it breaks off");
    assert_eq!(requests(&registry, &[HOST, GET, ("status", "2xx"), ("error", "error")]), Some(1));
}

#[tokio::test]
async fn a_service_that_panics_is_counted() {
    let registry = Registry::new();
    let answer = |_: Request<RequestBody<Empty<Bytes>>>| async {
        assert!(std::hint::black_box(false), "it panics");
        Ok::<_, std::io::Error>(Response::new(Empty::<Bytes>::new()))
    };
    let client = layer(&registry).layer(service_fn(answer));
    tokio::spawn(client.oneshot(get("http://127.0.0.1/"))).await.expect_err("it panics");
    assert_eq!(requests(&registry, &[HOST, GET, ("error", "panic")]), Some(1));
    assert!(in_progress(&registry).abs() < 0.5);
}

#[tokio::test]
async fn a_route_among_the_extensions_is_a_label() {
    let (registry, address) = (Registry::new(), serve().await);
    let layer = layer(&registry).status(StatusLabel::Code).with(Quantity::FirstByte);
    let mut client = layer.layer(client());
    for route in ["/hello", "/broken"] {
        let mut request = get(format!("http://{address}{route}"));
        request.extensions_mut().insert(Route::new(route));
        client.ready().await.expect("it is ready").call(request).await.expect("there is a response");
    }
    assert_eq!(requests(&registry, &[HOST, GET, ("route", "/hello"), ("status", "200")]), Some(1));
    assert_eq!(requests(&registry, &[HOST, GET, ("route", "/broken"), ("status", "500")]), Some(1));
    let page = Page::of(&registry);
    let labels = [HOST, GET, ("route", "/hello")];
    assert_eq!(page.count("http_client_request_first_byte_seconds_count", &labels), Some(1));
}

#[tokio::test]
async fn a_client_that_is_switched_off_measures_nothing() {
    let registry = Registry::new();
    let answer = |_: Request<RequestBody<Empty<Bytes>>>| async {
        Ok::<_, std::io::Error>(Response::new(Empty::<Bytes>::new()))
    };
    let layer = layer(&registry).only_if_env("TICKMARK_TEST_THAT_IS_NOT_SET");
    let response = layer.layer(service_fn(answer)).oneshot(get("http://127.0.0.1/")).await;
    assert_eq!(response.expect("there is a response").status(), StatusCode::OK);
    assert!(!registry.encode().contains("127.0.0.1"));
}
