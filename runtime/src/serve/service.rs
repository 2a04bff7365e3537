//! The handler as a service, for whatever is built of them.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use http::{Request, Response};
use tower_service::Service;

use super::{Body, ResponseFuture, ScrapeHandler};

impl<B> Service<Request<B>> for ScrapeHandler {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = ServiceFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> ServiceFuture {
        ServiceFuture(self.respond(&request))
    }
}

/// The future of [`ScrapeHandler`] as a service: a [`ResponseFuture`] that never fails.
#[derive(Debug)]
#[must_use = "futures do nothing unless they are polled"]
pub struct ServiceFuture(ResponseFuture);

impl Future for ServiceFuture {
    type Output = Result<Response<Body>, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context).map(Ok)
    }
}
