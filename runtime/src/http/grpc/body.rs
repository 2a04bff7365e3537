//! Bodies whose messages are counted.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use http::StatusCode;
use http_body::{Body, Frame, SizeHint};
use pin_project_lite::pin_project;

use super::{
    call::{Call, Counted, Ending},
    code::Code,
    message::Scanner,
};

pin_project! {
    /// The body of a request, whose messages are counted as they are read.
    #[derive(Debug)]
    pub struct RequestBody<B> {
        #[pin]
        inner: B,
        counted: Counted,
        scanner: Scanner,
    }
}

impl<B> RequestBody<B> {
    pub(super) fn new(inner: B, counted: Counted) -> Self {
        Self { inner, counted, scanner: Scanner::default() }
    }
}

impl<B: Body<Data = Bytes>> Body for RequestBody<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        let this = self.project();
        let frame = ready!(this.inner.poll_frame(context));
        if let (Some(Ok(frame)), false) = (&frame, matches!(this.counted, Counted::Nowhere))
            && let Some(data) = frame.data_ref()
        {
            this.counted.add(this.scanner.read(data));
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
    /// The body of a response, whose messages are counted, and which ends the call when it ends, or is dropped.
    #[derive(Debug)]
    pub struct ResponseBody<B> {
        #[pin]
        inner: B,
        call: Call,
        scanner: Scanner,
    }
}

impl<B: Body<Data = Bytes>> ResponseBody<B> {
    pub(super) fn new(inner: B, call: Call) -> Self {
        let mut body = Self { inner, call, scanner: Scanner::default() };
        if body.inner.is_end_stream() {
            body.call.end(unsaid());
        }
        body
    }
}

impl<B: Body<Data = Bytes>> Body for ResponseBody<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        let mut this = self.project();
        let inner = this.inner.as_mut();
        let frame = ready!(this.call.run(|| inner.poll_frame(context)));
        match &frame {
            Some(Ok(frame)) => {
                read(frame, this.scanner, this.call);
                // Some readers ask no more once they know that it is the end.
                if this.inner.is_end_stream() {
                    this.call.end(unsaid());
                }
            }
            Some(Err(_)) => this.call.end(Ending::Failed),
            None => this.call.end(unsaid()),
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

fn read(frame: &Frame<Bytes>, scanner: &mut Scanner, call: &mut Call) {
    if let Some(data) = frame.data_ref() {
        call.add_responses(scanner.read(data));
        if let Some(code) = scanner.code() {
            call.end(Ending::Said(code));
        }
    } else if let Some(code) = frame.trailers_ref().and_then(Code::among) {
        call.end(Ending::Said(code));
    }
}

/// A response that ends well for HTTP, but does not say how for gRPC.
const fn unsaid() -> Ending {
    Ending::Unsaid(StatusCode::OK)
}
