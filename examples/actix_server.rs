//! A shop with actix-web, which is not made of `tower` services and has types of its own for requests: `cargo run --example actix_server`,
//! then open the address that it prints.
//!
//! `ADDR` sets another address than `127.0.0.1:9466`. A middleware tells an [`Exchange`] what becomes of each request.

use std::{
    env, io,
    pin::Pin,
    task::{Context, Poll, ready},
};

use actix_web::{
    App, Error, HttpRequest, HttpResponse, HttpServer,
    body::{BodySize, BoxBody, MessageBody, None as NoBody},
    dev::{ServiceRequest, ServiceResponse},
    error::ErrorBadRequest,
    http::{Method, StatusCode},
    middleware::{Next, from_fn},
    rt,
    web::{self, Bytes, Data},
};
use http::Request;
use tickmark::{
    http::{Exchange, MetricsLayer, Quantity, RequestHead, Route},
    serve::ScrapeHandler,
};

/// The same request in the types that tickmark knows.
fn converted(request: &HttpRequest) -> Result<Request<()>, Error> {
    let builder = Request::builder().method(request.method().as_str()).uri(request.uri().to_string());
    let headers = request.headers().iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
    let builder = headers.fold(builder, |builder, (name, value)| builder.header(name, value));
    builder.body(()).map_err(ErrorBadRequest)
}

/// Measures a request; if this future is dropped before there is a response, the client has gone.
async fn measure(
    layer: Data<MetricsLayer>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<Counted>, Error> {
    let mut head = converted(request.request())?;
    if let Some(template) = request.match_pattern() {
        head.extensions_mut().insert(Route::new(template));
    }
    let mut exchange = layer.begin(&RequestHead::of(&head));
    let answered = next.call(request).await;
    let status = match &answered {
        Ok(response) => response.status(),
        Err(error) => error.as_response_error().status_code(),
    };
    exchange.respond_with(http::StatusCode::from_u16(status.as_u16()).map_err(ErrorBadRequest)?);
    Ok(answered?.map_body(|_, body| Counted { body: body.boxed(), exchange }))
}

/// The body of a response: what was taken of it counts, and with it the request is over.
struct Counted {
    body: BoxBody,
    exchange: Exchange,
}

impl MessageBody for Counted {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        let chunk = ready!(Pin::new(&mut self.body).poll_next(context));
        if let Some(Ok(bytes)) = &chunk {
            self.exchange.add_response_bytes(bytes.len() as u64);
        }
        Poll::Ready(chunk)
    }
}

async fn metrics(handler: Data<ScrapeHandler>, request: HttpRequest) -> Result<HttpResponse, Error> {
    let page = handler.respond(&converted(&request)?).await;
    let status = StatusCode::from_u16(page.status().as_u16()).map_err(ErrorBadRequest)?;
    let mut response = HttpResponse::build(status);
    let headers = page.headers().iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
    headers.for_each(|header| _ = response.append_header(header));
    // An empty body would be announced as one of no bytes, which is not what `GET` has.
    let is_head = request.method() == Method::HEAD;
    Ok(if is_head { response.body(NoBody::new()) } else { response.body(page.into_body().into_bytes()) })
}

async fn price(items: web::Path<u64>) -> String {
    assert!(*items < 1_000, "nobody buys {items} items");
    format!("{items} items cost {}\n", *items * 299)
}

async fn serve(address: String) -> io::Result<()> {
    // Nobody here counts what is read of requests.
    let layer = Data::new(MetricsLayer::new().without(Quantity::RequestSize));
    let handler = Data::new(ScrapeHandler::new());
    let server = HttpServer::new(move || {
        let shop = web::scope("/shop").route("/prices/{items}", web::get().to(price));
        let app = App::new().app_data(layer.clone()).app_data(handler.clone());
        app.wrap(from_fn(measure)).service(shop).route("/metrics", web::route().to(metrics))
    });
    let server = server.bind(&address).map_err(|error| {
        io::Error::other(format!("can't listen on {address}: {error}; set ADDR to another address"))
    })?;
    for address in server.addrs() {
        println!("metrics: http://{address}/metrics");
        println!("prices:  curl http://{address}/shop/prices/3    (1000 items panic); ctrl-c ends it");
    }
    server.run().await
}

fn main() -> io::Result<()> {
    let address = env::var("ADDR").unwrap_or_else(|_| "127.0.0.1:9466".to_owned());
    rt::System::new().block_on(serve(address))
}
