//! A service whose requests are measured.

use std::{
    fmt,
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use http::{Request, Response};
use http_body::Body;
use pin_project_lite::pin_project;
use tower_service::Service;

use super::{Exchange, RequestBody, RequestHead, ResponseBody, ResponseHead, server::Server};
use crate::instrument::is_enabled;

/// A service whose requests are measured: what a [`MetricsLayer`](super::MetricsLayer) makes of one.
#[derive(Clone)]
pub struct Measured<S> {
    inner: S,
    /// Nothing where nothing is measured.
    server: Option<Arc<Server>>,
}

impl<S> Measured<S> {
    pub(super) const fn new(inner: S, server: Option<Arc<Server>>) -> Self {
        Self { inner, server }
    }

    #[inline]
    fn begin<B>(&self, request: &Request<B>) -> Exchange {
        match &self.server {
            Some(server) if is_enabled() => Exchange::begin(server, &RequestHead::of(request)),
            _ => Exchange::ignored(),
        }
    }
}

impl<S: fmt::Debug> fmt::Debug for Measured<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Measured").field("inner", &self.inner).finish_non_exhaustive()
    }
}

impl<S, B, R> Service<Request<B>> for Measured<S>
where
    S: Service<Request<RequestBody<B>>, Response = Response<R>>,
    B: Body,
    R: Body,
{
    type Response = Response<ResponseBody<R>>;
    type Error = S::Error;
    type Future = ResponseFuture<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        let mut exchange = self.begin(&request);
        if let Some(labels) = exchange.handler_labels() {
            request.extensions_mut().insert(labels);
        }
        let request = request.map(|body| RequestBody::new(body, || exchange.count_request()));
        let inner = exchange.run(|| self.inner.call(request));
        ResponseFuture { inner, exchange: Some(exchange) }
    }
}

pin_project! {
    /// The response to a request that is measured.
    #[derive(Debug)]
    pub struct ResponseFuture<F> {
        #[pin]
        inner: F,
        exchange: Option<Exchange>,
    }
}

impl<F, R, E> Future for ResponseFuture<F>
where
    F: Future<Output = Result<Response<R>, E>>,
    R: Body,
{
    type Output = Result<Response<ResponseBody<R>>, E>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let result = match this.exchange {
            Some(exchange) => ready!(exchange.run(|| this.inner.poll(context))),
            None => ready!(this.inner.poll(context)),
        };
        let mut exchange = this.exchange.take().unwrap_or_else(Exchange::ignored);
        Poll::Ready(match result {
            Ok(mut response) => {
                exchange.respond(&ResponseHead::of(&response));
                exchange.tell_route(response.extensions_mut());
                Ok(response.map(|body| ResponseBody::new(body, exchange)))
            }
            Err(error) => {
                exchange.fail();
                Err(error)
            }
        })
    }
}
