//! Bodies that count what flows through them.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    task::{Context, Poll, ready},
};

use bytes::Buf;
use http_body::{Body, Frame, SizeHint};
use pin_project_lite::pin_project;

use super::Exchange;

pin_project! {
    /// The body of a request, whose bytes are counted as they are read.
    #[derive(Debug)]
    pub struct RequestBody<B> {
        #[pin]
        inner: B,
        bytes: Option<Arc<AtomicU64>>,
    }
}

impl<B: Body> RequestBody<B> {
    /// `count` gives the place where the bytes are counted, if they are. It is not asked for a body that is known to be empty, so that such a
    /// one costs nothing.
    pub(super) fn new(inner: B, count: impl FnOnce() -> Option<Arc<AtomicU64>>) -> Self {
        let bytes = if inner.is_end_stream() { None } else { count() };
        Self { inner, bytes }
    }
}

impl<B: Body> Body for RequestBody<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        let this = self.project();
        let frame = ready!(this.inner.poll_frame(context));
        if let (Some(bytes), Some(Ok(frame))) = (this.bytes, &frame) {
            bytes.fetch_add(length(frame), Relaxed);
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

pin_project! {
    /// The body of a response, which ends the measurement when it ends, or is dropped.
    #[derive(Debug)]
    pub struct ResponseBody<B> {
        #[pin]
        inner: B,
        exchange: Exchange,
    }
}

impl<B: Body> ResponseBody<B> {
    pub(super) fn new(inner: B, mut exchange: Exchange) -> Self {
        if inner.is_end_stream() {
            exchange.finish();
        }
        Self { inner, exchange }
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
        this.exchange.set_running(true);
        let frame = this.inner.as_mut().poll_frame(context);
        this.exchange.set_running(false);
        let frame = ready!(frame);
        match &frame {
            Some(Ok(frame)) => {
                this.exchange.add_response_bytes(length(frame));
                // Many servers ask no more once they know that it is the end.
                if this.inner.is_end_stream() {
                    this.exchange.finish();
                }
            }
            Some(Err(_)) => this.exchange.break_off(),
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

pub(super) fn length(frame: &Frame<impl Buf>) -> u64 {
    frame.data_ref().map_or(0, |data| data.remaining() as u64)
}
