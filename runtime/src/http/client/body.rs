//! The body of a response, as it is read.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use http_body::{Body, Frame, SizeHint};
use pin_project_lite::pin_project;

use super::exchange::Exchange;
use crate::http::body::length;

pin_project! {
    /// The body of a response, whose request is counted when it ends, or is dropped.
    #[derive(Debug)]
    pub struct ResponseBody<B: Body> {
        #[pin]
        inner: B,
        exchange: Exchange,
        kind_of_error: fn(&B::Error) -> &'static str,
    }
}

impl<B: Body> ResponseBody<B> {
    pub(super) fn new(
        inner: B,
        mut exchange: Exchange,
        kind_of_error: fn(&B::Error) -> &'static str,
    ) -> Self {
        if inner.is_end_stream() {
            exchange.finish();
        }
        Self { inner, exchange, kind_of_error }
    }
}

impl<B: Body> Body for ResponseBody<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        let mut this = self.project();
        let frame = ready!(this.inner.as_mut().poll_frame(context));
        match &frame {
            Some(Ok(frame)) => {
                this.exchange.add_response_bytes(length(frame));
                // Many readers ask no more once they know that it is the end.
                if this.inner.is_end_stream() {
                    this.exchange.finish();
                }
            }
            Some(Err(error)) => this.exchange.fail((this.kind_of_error)(error)),
            None => this.exchange.finish(),
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
