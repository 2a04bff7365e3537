//! The requests of a server or a client, and the calls of gRPC, measured.

mod body;
mod books;
pub mod client;
mod exchange;
pub mod grpc;
mod handler;
mod head;
mod layer;
mod method;
mod naming;
mod options;
mod route;
mod server;
mod service;
mod setup;
mod status;

pub use body::{RequestBody, ResponseBody};
pub use client::ClientLayer;
pub use exchange::Exchange;
pub use grpc::{GrpcClientLayer, GrpcLayer, GrpcType};
pub use handler::{HandlerLabels, UnknownLabel};
pub use head::{RequestHead, ResponseHead};
pub use layer::MetricsLayer;
pub use naming::{Dimension, Naming, Quantity};
pub use options::{Unmatched, Until};
pub use route::Route;
pub use service::{Metrics, ResponseFuture};
pub use status::StatusLabel;
