//! The requests that a program sends, measured.
//!
//! [`ClientLayer`] wraps any `tower` service that sends requests, such as the client of `hyper-util`; with the feature `reqwest` it is a
//! middleware of the crate `reqwest-middleware` as well.

mod body;
mod dimension;
mod exchange;
mod host;
mod layer;
mod naming;
mod options;
mod recorder;
#[cfg(feature = "reqwest")]
mod reqwest;
mod service;

pub use body::ResponseBody;
pub use dimension::Dimension;
pub use layer::ClientLayer;
pub use service::{Client, ResponseFuture};
