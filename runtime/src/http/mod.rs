//! The requests of a server, measured.

mod body;
mod books;
mod builder;
mod exchange;
mod handler;
mod head;
mod inside;
mod layer;
mod method;
mod mistake;
mod naming;
mod options;
mod own;
mod route;
mod server;
mod service;
mod status;

pub use body::{RequestBody, ResponseBody};
pub use exchange::Exchange;
pub use handler::{HandlerLabels, UnknownLabel};
pub use head::{RequestHead, ResponseHead};
pub use layer::MetricsLayer;
pub use naming::{Dimension, Naming, Quantity};
pub use options::{Unmatched, Until};
pub use route::Route;
pub use service::{Metrics, ResponseFuture};
pub use status::StatusLabel;
