//! The middleware for `reqwest`.

use async_trait::async_trait;
use http::{Extensions, Response as HttpResponse};
use reqwest::{Body, Request, Response, ResponseBuilderExt};
use reqwest_middleware::{Error, Middleware, Next};

use super::{ClientLayer, ResponseBody, exchange::Exchange, host::Address};
use crate::{
    http::{RequestBody, Route},
    instrument::is_enabled,
};

/// With the feature `reqwest`: `ClientBuilder::new(reqwest::Client::new()).with(layer)` of the crate `reqwest-middleware`, version 0.5.
///
/// What the other middleware behind it does, such as trying again, is part of the request; so are redirects. A [`Route`] is taken from the
/// extensions that `with_extension` sets. A body that lies in memory counts as sent whole, so that `reqwest` can send it again.
///
/// ```
/// use reqwest_middleware::ClientBuilder;
/// use tickmark::http::{ClientLayer, Route};
///
/// let client = ClientBuilder::new(reqwest::Client::new())
///     .with(ClientLayer::new().host("api.example.com"))
///     .build();
/// let request = client
///     .get("https://api.example.com/orders/17")
///     .with_extension(Route::new("/orders/{id}"));
/// # drop(request);
/// ```
#[async_trait]
impl Middleware for ClientLayer {
    async fn handle(
        &self,
        mut request: Request,
        extensions: &mut Extensions,
        next: Next<'_>,
    ) -> Result<Response, Error> {
        let mut exchange = self.begin(&request, extensions);
        count_body(&mut request, &mut exchange);
        let result = next.run(request, extensions).await;
        match result {
            Ok(response) => {
                exchange.respond(response.status(), response.version());
                Ok(measured(response, exchange))
            }
            Err(error) => {
                exchange.fail(kind_of_either(&error));
                Err(error)
            }
        }
    }
}

impl ClientLayer {
    fn begin(&self, request: &Request, extensions: &Extensions) -> Exchange {
        let recorder = self.recorder();
        if !is_enabled() || !recorder.is_on {
            return Exchange::ignored();
        }
        let url = request.url();
        let address = Address::new(url.host_str().unwrap_or_default(), url.port(), url.scheme() == "https");
        Exchange::begin(recorder, request.method(), &address, Route::among(extensions))
    }
}

/// A body that is wrapped can't be sent again, after a redirect for instance, so one that lies in memory is left as it is.
fn count_body(request: &mut Request, exchange: &mut Exchange) {
    let Some(body) = request.body_mut() else { return };
    let Some(bytes) = exchange.count_request() else { return };
    match body.as_bytes() {
        Some(whole) => bytes.store(whole.len() as u64, std::sync::atomic::Ordering::Relaxed),
        None => *body = Body::wrap(RequestBody::new(std::mem::take(body), || Some(bytes))),
    }
}

/// The same response, whose body ends the measurement.
fn measured(response: Response, exchange: Exchange) -> Response {
    let url = response.url().clone();
    let response: HttpResponse<Body> = response.into();
    let (mut parts, body) = response.into_parts();
    // The way over `http` loses the address, and this is how it is handed over.
    if let Some(said) = HttpResponse::builder().url(url).extensions_mut() {
        parts.extensions.extend(std::mem::take(said));
    }
    let body = Body::wrap(ResponseBody::new(body, exchange, kind));
    Response::from(HttpResponse::from_parts(parts, body))
}

fn kind_of_either(error: &Error) -> &'static str {
    match error {
        Error::Reqwest(error) => kind(error),
        Error::Middleware(_) => "middleware",
    }
}

/// A request that takes too long to connect is one that takes too long: `timeout`.
fn kind(error: &reqwest::Error) -> &'static str {
    let kinds: [(bool, &'static str); 6] = [
        (error.is_timeout(), "timeout"),
        (error.is_connect(), "connect"),
        (error.is_redirect(), "redirect"),
        (error.is_body(), "body"),
        (error.is_decode(), "decode"),
        (error.is_request() || error.is_builder(), "request"),
    ];
    kinds.into_iter().find(|(is_it, _)| *is_it).map_or("error", |(_, kind)| kind)
}
