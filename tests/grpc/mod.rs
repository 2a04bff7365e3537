//! The calls of gRPC, measured, with tonic's server and client.

mod client;
mod hostile;
mod orders;
mod raw;
mod server;

use std::{net::SocketAddr, time::Duration};

use tickmark::{
    Registry,
    http::{GrpcLayer, GrpcType},
};
use tonic::transport::{Channel, Server, server::TcpIncoming};

use crate::page::Page;
use orders::{Orders, SERVICE};

/// A layer that knows the methods, but for those that are told apart elsewhere.
fn declared(registry: &Registry) -> GrpcLayer {
    GrpcLayer::new()
        .registry(registry.clone())
        .service(SERVICE, ["Place"])
        .method("shop.v1.Orders/Watch", GrpcType::ServerStream)
        .method("shop.v1.Orders/Upload", GrpcType::ClientStream)
        .method("/shop.v1.Orders/Chat", GrpcType::BidiStream)
}

/// A server on loopback, as long as the runtime of the test lives, and a channel to it.
async fn serve(layer: GrpcLayer) -> Channel {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("there is a port");
    let address = listener.local_addr().expect("it is bound");
    let server = Server::builder().layer(layer).add_service(Orders);
    tokio::spawn(server.serve_with_incoming(TcpIncoming::from(listener)));
    channel(address)
}

fn channel(address: SocketAddr) -> Channel {
    Channel::from_shared(format!("http://{address}")).expect("it is an address").connect_lazy()
}

/// What a family has counted of a method, also by code if there is one.
#[track_caller]
fn count(registry: &Registry, family: &str, [kind, method, code]: [&str; 3]) -> Option<u64> {
    let service = if method == "unknown" { method } else { SERVICE };
    let labels =
        [("grpc_type", kind), ("grpc_service", service), ("grpc_method", method), ("grpc_code", code)];
    Page::of(registry).count(family, &labels)
}

/// Waits until as much is counted: whoever goes away does not wait for the server to see it.
async fn counted(registry: &Registry, family: &str, labels: [&str; 3], expected: u64) {
    for _ in 0..2_000 {
        if count(registry, family, labels) == Some(expected) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(count(registry, family, labels), Some(expected), "{family} {labels:?}");
}
