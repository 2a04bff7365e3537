//! The layers that measure calls.

use std::{
    fmt,
    sync::{Arc, OnceLock},
};

use tower_layer::Layer;

use super::{
    Dimension, Grpc, GrpcType, Quantity,
    options::{Options, Side},
    recorder::Recorder,
};
use crate::{http::setup::setup_methods, place::Place};

/// Measures the calls of a gRPC server: how many begin, how they end and how long they take, and how many messages flow.
///
/// It is for any `tower` service that takes requests of the crate `http`, such as those of tonic: `Server::builder().layer(…)`. What has no
/// `content-type` of gRPC is passed on and not counted.
///
/// ```
/// use tickmark::http::{GrpcLayer, GrpcType};
/// # use http::{Request, Response};
/// # use tower::{Layer, Service, ServiceExt, service_fn};
///
/// let layer = GrpcLayer::new()
///     .service("shop.v1.Orders", ["Place", "Cancel"])
///     .method("shop.v1.Orders/Watch", GrpcType::ServerStream);
/// # let answer = |_: Request<_>| async {
/// #     Response::builder().header("grpc-status", "5").body(String::new())
/// # };
/// # tokio::runtime::Builder::new_current_thread().build().expect("it starts").block_on(async {
/// # let request = Request::post("/shop.v1.Orders/Place").header("content-type", "application/grpc");
/// # let request = request.body(String::new()).expect("it is a request");
/// # layer.layer(service_fn(answer)).oneshot(request).await.expect("there is a response");
/// # });
///
/// // After a call that ended with `NOT_FOUND`:
/// let place = r#"grpc_type="unary",grpc_service="shop.v1.Orders",grpc_method="Place""#;
/// assert!(tickmark::encode().contains(&format!("grpc_server_handled_total{{{place},grpc_code=\"NotFound\"}} 1")));
/// ```
///
/// # Families
///
/// Those of [go-grpc-prometheus](https://github.com/grpc-ecosystem/go-grpc-middleware/tree/main/providers/prometheus), with its labels
/// `grpc_type`, `grpc_service`, `grpc_method` and `grpc_code`:
///
/// | family | of |
/// |---|---|
/// | `grpc_server_started_total` | calls that began |
/// | `grpc_server_handled_total`, also by `grpc_code` | calls that ended |
/// | `grpc_server_handling_seconds` | how long they took, to the last byte of the response |
/// | `grpc_server_msg_received_total` | messages of requests that were read |
/// | `grpc_server_msg_sent_total` | messages of responses that were taken |
///
/// Messages are counted as they flow, when they are whole; in Go a unary call counts as one each way, also where no message was sent.
///
/// # Names
///
/// Anybody can send any path, so a method becomes a label when it was declared, by [`service`](Self::service) or
/// [`method`](Self::method), or once it has answered: with a message, or with a code that what stands before methods does not use. Those are
/// `Canceled`, `DeadlineExceeded`, `PermissionDenied`, `ResourceExhausted`, `Unimplemented`, `Unavailable` and `Unauthenticated`, and calls
/// of methods that never ended otherwise count for the service and the method `unknown`. At most 1,000 methods are learned that way.
///
/// Whether messages are streams is not to be seen in HTTP, so all methods are `unary` that were not declared otherwise.
///
/// # Codes
///
/// They are read from trailers, or from headers where there is nothing else. A call without one has the code that
/// [gRPC gives its status of HTTP](https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md): `Unknown` for 200. A caller that goes
/// away is `Canceled`, or `DeadlineExceeded` after the time that its `grpc-timeout` said. A service that panics or returns an error is `Unknown`, as
/// [gRPC has it](https://github.com/grpc/grpc/blob/master/doc/statuscodes.md).
///
/// gRPC-Web is counted in its binary form, whose trailers are part of the body. For the form in base64 put the layer behind the one that
/// translates it, `tonic_web`'s for instance.
#[derive(Clone)]
pub struct GrpcLayer {
    options: Arc<Options>,
    recorder: Arc<OnceLock<Arc<Recorder>>>,
}

/// Measures the calls of a gRPC client: how many begin, how they end and how long they take, and how many messages flow.
///
/// It is for any `tower` service that sends requests of the crate `http`. tonic's `Channel` takes one type of body only, so there the body that
/// counts has to become that one again: put `map_request(|request: Request<RequestBody<Body>>| request.map(Body::new))` between, with the
/// [`RequestBody`](super::RequestBody) of this module and the `Body` of tonic's.
///
/// The families are those of [`GrpcLayer`] with `grpc_client_` in front, and so are the codes, but for an error instead of a response, which is
/// `Unavailable`. All methods are labels, up to 1,000, because a program calls only what it knows; one that hands on what others call
/// should [say so](Self::declared_only).
///
/// ```
/// use tickmark::http::{GrpcClientLayer, grpc::RequestBody};
/// use tower::ServiceBuilder;
/// # use http::{Request, Response};
/// # use tower::{ServiceExt, service_fn};
///
/// # type Body = http_body_util::combinators::BoxBody<bytes::Bytes, std::convert::Infallible>;
/// # let channel = service_fn(|_: Request<Body>| async {
/// #     Response::builder().header("grpc-status", "0").body(String::new())
/// # });
/// # trait Boxed { fn new(body: RequestBody<Body>) -> Body; }
/// # impl Boxed for Body { fn new(body: RequestBody<Body>) -> Body { Body::new(body) } }
/// let channel = ServiceBuilder::new()
///     .layer(GrpcClientLayer::new())
///     .map_request(|request: Request<RequestBody<Body>>| request.map(Body::new))
///     .service(channel);
/// # tokio::runtime::Builder::new_current_thread().build().expect("it starts").block_on(async {
/// # let request = Request::post("/shop.v1.Orders/Place").header("content-type", "application/grpc");
/// # let request = request.body(Body::default()).expect("it is a request");
/// # channel.oneshot(request).await.expect("there is a response");
/// # });
/// # assert!(tickmark::encode().contains(r#"grpc_method="Place",grpc_code="OK"} 1"#));
/// ```
#[derive(Clone)]
pub struct GrpcClientLayer {
    options: Arc<Options>,
    recorder: Arc<OnceLock<Arc<Recorder>>>,
}

/// What both layers have in common.
macro_rules! layer {
    ($layer:ident, $side:expr) => {
        impl $layer {
            /// Everything as go-grpc-prometheus has it, in the [`global`](crate::global()) registry.
            #[track_caller]
            pub fn new() -> Self {
                Self { options: Arc::new(Options::new($side, Place::here())), recorder: Arc::default() }
            }

            /// Unary methods of a service, which are on the page, at zero, before their first call.
            #[must_use]
            pub fn service(
                self,
                service: impl AsRef<str>,
                methods: impl IntoIterator<Item = impl AsRef<str>>,
            ) -> Self {
                self.with_options(|options| {
                    for method in methods {
                        let path = format!("{}/{}", service.as_ref(), method.as_ref());
                        options.declare(&path, GrpcType::Unary);
                    }
                })
            }

            /// A method by its path, `shop.v1.Orders/Watch`, and whether its messages are streams; what is said last of one counts.
            #[must_use]
            pub fn method(self, path: impl AsRef<str>, kind: GrpcType) -> Self {
                self.with_options(|options| options.declare(path.as_ref(), kind))
            }

            /// Only methods that were declared become labels; all others are `unknown`.
            #[must_use]
            pub fn declared_only(self) -> Self {
                self.with_options(|options| options.is_only_declared = true)
            }

            /// The durations are told apart by code as well.
            #[must_use]
            pub fn duration_by_code(self) -> Self {
                self.with_options(|options| options.has_code_of_duration = true)
            }

            setup_methods!(Quantity, Dimension);
        }

        impl Default for $layer {
            #[track_caller]
            fn default() -> Self {
                Self::new()
            }
        }

        impl<S> Layer<S> for $layer {
            type Service = Grpc<S>;

            fn layer(&self, inner: S) -> Grpc<S> {
                Grpc::new(inner, self.recorder().clone())
            }
        }

        impl fmt::Debug for $layer {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($layer)).field("options", &self.options).finish_non_exhaustive()
            }
        }
    };
}

layer!(GrpcLayer, Side::Server);
layer!(GrpcClientLayer, Side::Client);
