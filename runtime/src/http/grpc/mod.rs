//! Calls of gRPC, measured, under the names of
//! [go-grpc-prometheus](https://github.com/grpc-ecosystem/go-grpc-middleware/tree/main/providers/prometheus).
//!
//! [`GrpcLayer`] is for servers, [`GrpcClientLayer`] for clients. Both see only the requests and responses of the crate `http`, whoever makes
//! them, so they need no version of tonic.

mod body;
mod call;
mod code;
mod dimension;
mod kind;
mod layer;
mod message;
mod method;
mod naming;
mod options;
mod path;
mod recorder;
mod service;
mod timeout;

pub use body::{RequestBody, ResponseBody};
pub use dimension::{Dimension, Quantity};
pub use kind::GrpcType;
pub use layer::{GrpcClientLayer, GrpcLayer};
pub use service::{Grpc, ResponseFuture};
