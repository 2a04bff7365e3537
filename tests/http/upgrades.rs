//! Connections that become something else.

use axum::{Router, extract::ws::WebSocketUpgrade, routing};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::{layer, lines, serve, until};

const UPGRADE: &str = "GET /ws HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
                       sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

/// Until the blank line.
async fn head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.expect("there is more"));
    }
    String::from_utf8(head).expect("it is text")
}

#[tokio::test]
async fn a_web_socket_is_a_request_until_the_connection_is_handed_over() {
    let (registry, metrics) = layer();
    let echo = async |upgrade: WebSocketUpgrade| {
        upgrade.on_upgrade(async |mut socket| {
            while let Some(Ok(message)) = socket.recv().await {
                if socket.send(message).await.is_err() {
                    break;
                }
            }
        })
    };
    let address = serve(Router::new().route("/ws", routing::any(echo)).layer(metrics)).await;
    let mut stream = TcpStream::connect(address).await.expect("the server listens");
    stream.write_all(UPGRADE.as_bytes()).await.expect("the server listens");
    assert!(head(&mut stream).await.starts_with("HTTP/1.1 101"));

    until(&registry, "http_requests_inprogress 0").await;
    assert_eq!(lines(&registry, "http_requests_total"), [r#"{handler="/ws",method="GET",status="1xx"} 1"#]);
    assert_eq!(lines(&registry, "http_request_duration_highr_seconds_count"), [" 1"]);

    // A text of two letters, masked by nothing.
    stream.write_all(b"\x81\x82\0\0\0\0hi").await.expect("the server listens");
    let mut echoed = [0; 4];
    stream.read_exact(&mut echoed).await.expect("it comes back");
    assert_eq!(&echoed, b"\x81\x02hi");
    drop(stream);
    assert_eq!(lines(&registry, "http_response_size_bytes_sum"), [r#"{handler="/ws"} 0"#]);
    assert_eq!(lines(&registry, "http_requests_total"), [r#"{handler="/ws",method="GET",status="1xx"} 1"#]);
}

#[tokio::test]
async fn an_upgrade_that_is_refused_is_what_its_status_says() {
    let (registry, metrics) = layer();
    let refused = async |_: WebSocketUpgrade| "never";
    let address = serve(Router::new().route("/ws", routing::any(refused)).layer(metrics)).await;
    let mut stream = TcpStream::connect(address).await.expect("the server listens");
    stream.write_all(b"GET /ws HTTP/1.1\r\nhost: x\r\n\r\n").await.expect("the server listens");
    assert!(head(&mut stream).await.starts_with("HTTP/1.1 4"));
    until(&registry, r#"http_requests_total{handler="/ws",method="GET",status="4xx"} 1"#).await;
}
