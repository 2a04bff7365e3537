//! A service whose calls are measured.

use std::{
    fmt,
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use pin_project_lite::pin_project;
use tower_service::Service;

use super::{
    RequestBody, ResponseBody,
    call::{Call, Ending},
    recorder::Recorder,
};
use crate::instrument::is_enabled;

/// A service whose calls are measured: what a [`GrpcLayer`](super::GrpcLayer) or a [`GrpcClientLayer`](super::GrpcClientLayer) makes of one.
#[derive(Clone)]
pub struct Grpc<S> {
    inner: S,
    recorder: Arc<Recorder>,
}

impl<S> Grpc<S> {
    pub(super) const fn new(inner: S, recorder: Arc<Recorder>) -> Self {
        Self { inner, recorder }
    }

    #[inline]
    fn begin<B>(&self, request: &Request<B>) -> Call {
        if is_enabled() && self.recorder.is_on {
            Call::begin(&self.recorder, request)
        } else {
            Call::ignored()
        }
    }
}

impl<S: fmt::Debug> fmt::Debug for Grpc<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grpc").field("inner", &self.inner).finish_non_exhaustive()
    }
}

impl<S, B, R> Service<Request<B>> for Grpc<S>
where
    S: Service<Request<RequestBody<B>>, Response = Response<R>>,
    R: Body<Data = Bytes>,
{
    type Response = Response<ResponseBody<R>>;
    type Error = S::Error;
    type Future = ResponseFuture<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let mut call = self.begin(&request);
        let request = request.map(|body| RequestBody::new(body, call.count_requests()));
        let inner = call.run(|| self.inner.call(request));
        ResponseFuture { inner, call: Some(call) }
    }
}

pin_project! {
    /// The response to a call that is measured.
    #[derive(Debug)]
    pub struct ResponseFuture<F> {
        #[pin]
        inner: F,
        call: Option<Call>,
    }
}

impl<F, R, E> Future for ResponseFuture<F>
where
    F: Future<Output = Result<Response<R>, E>>,
    R: Body<Data = Bytes>,
{
    type Output = Result<Response<ResponseBody<R>>, E>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let result = match this.call {
            Some(call) => ready!(call.run(|| this.inner.poll(context))),
            None => ready!(this.inner.poll(context)),
        };
        let mut call = this.call.take().unwrap_or_else(Call::ignored);
        Poll::Ready(match result {
            Ok(response) => {
                call.respond(&response);
                Ok(response.map(|body| ResponseBody::new(body, call)))
            }
            Err(error) => {
                call.end(Ending::Failed);
                Err(error)
            }
        })
    }
}
