//! What only shows with a network between.

use std::time::Duration;

use axum::{Router, body::Body, routing};
use bytes::Bytes;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::{layer, lines, serve, until};

/// Sends a request, and reads until the other side is done or this many bytes are there.
async fn exchange(stream: &mut TcpStream, request: &str, enough: usize) -> String {
    stream.write_all(request.as_bytes()).await.expect("the server listens");
    let mut answer = Vec::new();
    let mut piece = [0; 4_096];
    while answer.len() < enough {
        match stream.read(&mut piece).await {
            Ok(0) | Err(_) => break,
            Ok(read) => answer.extend_from_slice(&piece[..read]),
        }
    }
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn a_client_that_disconnects_before_the_answer_is_499() {
    let (registry, metrics) = layer();
    let app = Router::new().route("/slow", routing::get(async || std::future::pending::<()>().await));
    let address = serve(app.layer(metrics.status(tickmark::http::StatusLabel::Code))).await;
    let mut stream = TcpStream::connect(address).await.expect("the server listens");
    stream.write_all(b"GET /slow HTTP/1.1\r\nhost: x\r\n\r\n").await.expect("the server listens");
    until(&registry, "http_requests_inprogress 1").await;
    drop(stream);
    until(&registry, "http_requests_inprogress 0").await;
    assert_eq!(lines(&registry, "http_requests_total"), [r#"{handler="/slow",method="GET",status="499"} 1"#]);
}

#[tokio::test]
async fn a_client_that_disconnects_amid_the_body_keeps_its_status() {
    let (registry, metrics) = layer();
    let endless = async || {
        let (mut sender, body) = http_body_util::Channel::<Bytes>::new(1);
        tokio::spawn(async move {
            while sender.send_data(Bytes::from_static(&[b'x'; 1_000])).await.is_ok() {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        });
        Body::new(body)
    };
    let address = serve(Router::new().route("/", routing::get(endless)).layer(metrics)).await;
    let mut stream = TcpStream::connect(address).await.expect("the server listens");
    let answer = exchange(&mut stream, "GET / HTTP/1.1\r\nhost: x\r\n\r\n", 5_000).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert_eq!(lines(&registry, "http_requests_inprogress"), [" 1"]);
    drop(stream);
    until(&registry, "http_requests_inprogress 0").await;
    assert_eq!(lines(&registry, "http_requests_total"), [r#"{handler="/",method="GET",status="2xx"} 1"#]);
    let sent = lines(&registry, r#"http_response_size_bytes_sum{handler="/"} "#);
    assert!(sent[0].parse::<u64>().is_ok_and(|sent| sent >= 4_000), "{sent:?}");
}

#[tokio::test]
async fn a_panic_closes_the_connection_and_is_500() {
    let (registry, metrics) = layer();
    let panics = async |request: axum::extract::Request| {
        crate::drive::panics(|| ());
        assert!(request.uri().path().is_empty(), "it is meant to");
    };
    let address = serve(Router::new().route("/panics", routing::get(panics)).layer(metrics)).await;
    let mut stream = TcpStream::connect(address).await.expect("the server listens");
    assert_eq!(exchange(&mut stream, "GET /panics HTTP/1.1\r\nhost: x\r\n\r\n", 1).await, "");
    until(&registry, r#"http_requests_total{handler="/panics",method="GET",status="5xx"} 1"#).await;
    assert_eq!(lines(&registry, "http_requests_inprogress"), [" 0"]);
}

#[tokio::test]
async fn several_requests_on_one_connection_are_counted_each() {
    let (registry, metrics) = layer();
    let app = Router::new().route("/{id}", routing::any(async |body: String| body)).layer(metrics);
    let address = serve(app).await;
    let mut stream = TcpStream::connect(address).await.expect("the server listens");
    let chunked = "POST /1 HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
    assert!(exchange(&mut stream, chunked, 20).await.ends_with("hello"));
    let head = "HEAD /2 HTTP/1.1\r\nhost: x\r\n\r\n";
    assert!(exchange(&mut stream, head, 20).await.starts_with("HTTP/1.1 200"));
    let closing = "BREW /3 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    assert!(exchange(&mut stream, closing, usize::MAX).await.starts_with("HTTP/1.1 200"));
    assert_eq!(
        lines(&registry, "http_requests_total"),
        ["HEAD", "POST", "other"]
            .map(|method| format!(r#"{{handler="/{{id}}",method="{method}",status="2xx"}} 1"#))
    );
    assert_eq!(lines(&registry, "http_request_size_bytes_sum"), [r#"{handler="/{id}"} 5"#]);
    assert_eq!(lines(&registry, "http_response_size_bytes_sum"), [r#"{handler="/{id}"} 5"#]);
}
