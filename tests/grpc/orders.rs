//! A service of tonic's, written by hand.

use std::{
    convert::Infallible,
    future::pending,
    task::{Context, Poll},
};

use bytes::{Buf, BufMut};
use http::{Request, Response};
use tokio_stream::{Stream, StreamExt};
use tonic::{
    Status, Streaming,
    body::Body,
    codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder},
    server::{Grpc, NamedService},
};
use tower::{Service, service_fn};

pub(super) const SERVICE: &str = "shop.v1.Orders";

/// Messages are texts, without Protobuf.
#[derive(Clone, Copy, Default)]
pub(super) struct Texts;

impl Codec for Texts {
    type Encode = String;
    type Decode = String;
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        *self
    }

    fn decoder(&mut self) -> Self {
        *self
    }
}

impl Encoder for Texts {
    type Item = String;
    type Error = Status;

    fn encode(&mut self, item: String, buffer: &mut EncodeBuf<'_>) -> Result<(), Status> {
        buffer.put_slice(item.as_bytes());
        Ok(())
    }
}

impl Decoder for Texts {
    type Item = String;
    type Error = Status;

    fn decode(&mut self, buffer: &mut DecodeBuf<'_>) -> Result<Option<String>, Status> {
        let bytes = buffer.copy_to_bytes(buffer.remaining());
        String::from_utf8(bytes.to_vec()).map(Some).map_err(|error| Status::internal(error.to_string()))
    }
}

/// `Place` takes one message and answers with one; `Watch` answers with as many as it is told, `Upload` takes many, `Chat` repeats many.
#[derive(Clone, Copy)]
pub(super) struct Orders;

impl NamedService for Orders {
    const NAME: &'static str = SERVICE;
}

impl Service<Request<Body>> for Orders {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = std::pin::Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        Box::pin(async move { Ok(answer(request).await) })
    }
}

async fn answer(request: Request<Body>) -> Response<Body> {
    let method = request.uri().path().rsplit('/').next().unwrap_or_default().to_owned();
    let mut grpc = Grpc::new(Texts);
    match &*method {
        "Place" => grpc.unary(service_fn(place), request).await,
        "Watch" => grpc.server_streaming(service_fn(watch), request).await,
        "Upload" => grpc.client_streaming(service_fn(upload), request).await,
        "Chat" => grpc.streaming(service_fn(chat), request).await,
        "Guarded" => Status::unauthenticated("who are you").into_http(),
        // As the services that tonic generates have it.
        _ => Status::unimplemented("").into_http(),
    }
}

async fn place(request: tonic::Request<String>) -> Result<tonic::Response<String>, Status> {
    match &**request.get_ref() {
        "nothing" => Err(Status::not_found("there is no such thing")),
        "never" => pending().await,
        "panic" => panic!("nobody can be served"),
        order => Ok(tonic::Response::new(format!("ordered {order}"))),
    }
}

type Texting = std::pin::Pin<Box<dyn Stream<Item = Result<String, Status>> + Send>>;

async fn watch(request: tonic::Request<String>) -> Result<tonic::Response<Texting>, Status> {
    let (count, end) = request.get_ref().split_once(' ').unwrap_or((request.get_ref(), ""));
    let count: usize = count.parse().map_err(|_| Status::invalid_argument("it is no number"))?;
    let texts = tokio_stream::iter((0..count).map(|number| Ok(format!("order {number}"))));
    Ok(tonic::Response::new(match end {
        "fail" => Box::pin(texts.chain(tokio_stream::once(Err(Status::aborted("no more"))))),
        "never" => Box::pin(texts.chain(tokio_stream::pending())),
        _ => Box::pin(texts),
    }))
}

async fn upload(request: tonic::Request<Streaming<String>>) -> Result<tonic::Response<String>, Status> {
    let mut texts = request.into_inner();
    let mut all = String::new();
    while let Some(text) = texts.message().await? {
        all += &text;
    }
    Ok(tonic::Response::new(all))
}

async fn chat(request: tonic::Request<Streaming<String>>) -> Result<tonic::Response<Texting>, Status> {
    Ok(tonic::Response::new(Box::pin(request.into_inner())))
}
