//! The layer that measures the requests that a program sends.

use std::{
    fmt,
    sync::{Arc, OnceLock},
};

use tower_layer::Layer;

use super::{Client, Dimension, options::Options, recorder::Recorder};
use crate::{
    http::{Naming, Quantity, StatusLabel, Until, setup::setup_methods},
    place::Place,
};

/// Measures the requests that a program sends: how many there are and how they end, how long they take, how many are under way, and how
/// large they and their responses are.
///
/// It wraps any `tower` service that sends requests of the crate `http`. The body of the request is wrapped as well, so a service that takes
/// one type of body only needs a `map_request` behind the layer, such as `|request: Request<RequestBody<_>>| request.map(Body::new)` for
/// tonic's `Channel`. With the feature `reqwest` it is also a middleware of `reqwest-middleware`, which knows more of why requests fail.
///
/// Make it once, when the program starts: clones, and the services of one layer, count together.
///
/// ```
/// use tower::{Layer, Service, ServiceExt, service_fn};
/// use tickmark::http::{ClientLayer, RequestBody};
/// # use std::convert::Infallible;
/// # use http::{Request, Response};
///
/// # async fn send(_: Request<RequestBody<String>>) -> Result<Response<String>, Infallible> {
/// #     Ok(Response::new(String::new()))
/// # }
/// # tokio::runtime::Builder::new_current_thread().build().expect("it starts").block_on(async {
/// let mut client = ClientLayer::new().host("api.example.com").layer(service_fn(send));
/// let request = Request::get("https://api.example.com/orders").body(String::new()).expect("it is a request");
/// client.ready().await.expect("it is ready").call(request).await.expect("there is a response");
/// # });
/// let expected = r#"http_client_requests_total{host="api.example.com",method="GET",status="2xx"} 1"#;
/// assert!(tickmark::encode().contains(expected));
/// ```
///
/// # Families
///
/// | measured | [`Naming::Instrumentator`] | [`Naming::OpenTelemetry`] |
/// |---|---|---|
/// | requests | `http_client_requests_total{host,method,route,status,error}` | (`http_client_requests_total`) |
/// | duration | `http_client_request_duration_seconds{host,method,route}` | `http_client_request_duration_seconds` |
/// | first byte | (`http_client_request_first_byte_seconds`) | (`http_client_request_first_byte_seconds`) |
/// | in progress | `http_client_requests_inprogress{host,method}` | `http_client_active_requests` |
/// | request size | `http_client_request_size_bytes{host}` | `http_client_request_body_size_bytes` |
/// | response size | `http_client_response_size_bytes{host}` | `http_client_response_body_size_bytes` |
/// | both | (`http_client_combined_size_bytes{host}`) | (`http_client_body_size_bytes`) |
///
/// Those in brackets are there when [`with`](Self::with) asks for them. Those of OpenTelemetry have all labels of
/// [its conventions](https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#http-client): `http_request_method`, `server_address`,
/// `server_port`, `error_type`, `http_response_status_code`, `url_scheme`, `network_protocol_version`, `url_template`.
///
/// A request counts when the body of its response has ended or was dropped, which is no error: its reader wanted no more. One without a
/// response has no status, but an error: `cancelled` where the future was dropped, `panic`, or `error` for whatever the service returned.
#[derive(Clone)]
pub struct ClientLayer {
    options: Arc<Options>,
    recorder: Arc<OnceLock<Arc<Recorder>>>,
}

impl ClientLayer {
    /// Everything as [`Naming::Instrumentator`] has it, in the [`global`](crate::global()) registry, and all hosts as `other`.
    #[track_caller]
    pub fn new() -> Self {
        Self { options: Arc::new(Options::new(Place::here())), recorder: Arc::default() }
    }

    /// A host that becomes a label; those that nobody named are `other`, so that requests to addresses that somebody else has chosen make
    /// no series.
    ///
    /// `*` is any run of characters, and the label is the pattern as it is written here: `*.example.com`. A host with a port,
    /// `localhost:8080`, is that port only, and says so; without, it is any. Where several match, the narrowest counts.
    #[must_use]
    pub fn host(self, host: impl AsRef<str>) -> Self {
        self.with_options(|options| options.hosts.add(host.as_ref()))
    }

    /// Whose names families and labels have, and which there are by default.
    #[must_use]
    pub fn naming(self, naming: Naming) -> Self {
        self.with_options(|options| options.naming = naming)
    }

    /// How the status of a response is written.
    #[must_use]
    pub fn status(self, status: StatusLabel) -> Self {
        self.with_options(|options| options.status = Some(status))
    }

    /// When a request is over, for its duration.
    #[must_use]
    pub fn duration_until(self, until: Until) -> Self {
        self.with_options(|options| options.until = until)
    }

    /// Requests go by `https`, where their target does not say how.
    #[must_use]
    pub fn https(self) -> Self {
        self.with_options(|options| options.is_https = true)
    }

    setup_methods!(Quantity, Dimension);
}

impl Default for ClientLayer {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

impl<S> Layer<S> for ClientLayer {
    type Service = Client<S>;

    fn layer(&self, inner: S) -> Client<S> {
        Client::new(inner, self.recorder().clone())
    }
}

impl fmt::Debug for ClientLayer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientLayer").field("options", &self.options).finish_non_exhaustive()
    }
}
