//! A service that sends requests, measured.

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

use super::{ResponseBody, exchange::Exchange, host::Address, recorder::Recorder};
use crate::{
    http::{RequestBody, RequestHead, Route},
    instrument::is_enabled,
};

/// A service that sends requests, measured: what a [`ClientLayer`](super::ClientLayer) makes of one.
#[derive(Clone)]
pub struct Client<S> {
    inner: S,
    recorder: Arc<Recorder>,
}

impl<S> Client<S> {
    pub(super) const fn new(inner: S, recorder: Arc<Recorder>) -> Self {
        Self { inner, recorder }
    }

    #[inline]
    fn begin<B>(&self, request: &Request<B>) -> Exchange {
        if !is_enabled() || !self.recorder.is_on {
            return Exchange::ignored();
        }
        let head = RequestHead::of(request);
        Exchange::begin(&self.recorder, head.method, &Address::of(&head), Route::among(head.extensions))
    }
}

impl<S: fmt::Debug> fmt::Debug for Client<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("inner", &self.inner).finish_non_exhaustive()
    }
}

impl<S, B, R> Service<Request<B>> for Client<S>
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

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let mut exchange = self.begin(&request);
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
            Ok(response) => {
                exchange.respond(response.status(), response.version());
                Ok(response.map(|body| ResponseBody::new(body, exchange, |_| ERROR)))
            }
            Err(error) => {
                exchange.fail(ERROR);
                Err(error)
            }
        })
    }
}

/// Of errors in general nothing more is known.
const ERROR: &str = "error";
