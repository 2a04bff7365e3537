//! A shop with hyper alone, without a framework: `cargo run --example hyper_server`, then open the address that it prints.
//!
//! `ADDR` sets another address than `127.0.0.1:9465`. Requests are measured by the layer for `tower`, which
//! [`TowerToHyperService`] makes a service of hyper; the page is made by a function from requests to responses.

use std::{convert::Infallible, env, io};

use http_body_util::{BodyExt as _, Full};
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Body, Bytes},
    server::conn::http1,
};
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use tickmark::{
    http::{MetricsLayer, Route},
    serve::ScrapeHandler,
};
use tokio::net::TcpListener;
use tower::{Layer as _, service_fn};

type Answer = Response<Full<Bytes>>;

fn text(status: StatusCode, text: impl Into<Bytes>) -> Answer {
    let mut response = Response::new(Full::new(text.into()));
    *response.status_mut() = status;
    response
}

fn order(id: &str) -> Answer {
    match id.parse::<u32>() {
        Ok(id) => text(StatusCode::OK, format!("order {id}\n")),
        Err(error) => text(StatusCode::BAD_REQUEST, format!("`{id}` is no order: {error}\n")),
    }
}

/// What of a body nobody reads counts as little as what is not there.
async fn place_order(body: impl Body<Error: std::fmt::Display>) -> Answer {
    match body.collect().await {
        Ok(list) => text(StatusCode::CREATED, format!("ordered by {} bytes\n", list.to_bytes().len())),
        Err(error) => text(StatusCode::BAD_REQUEST, format!("half a list: {error}\n")),
    }
}

/// The page, in a body that is like the others.
async fn page<B>(handler: &ScrapeHandler, request: &Request<B>) -> Answer {
    handler.respond(request).await.map(|page| Full::new(page.into_bytes()))
}

/// Finds the route, and says which one it was: only its template becomes a label, never a path.
async fn answer<B>(handler: ScrapeHandler, request: Request<B>) -> Result<Answer, Infallible>
where
    B: Body<Error: std::fmt::Display>,
{
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let segments: Vec<_> = path.split('/').skip(1).collect();
    let (route, mut response) = match (&method, &*segments) {
        (&Method::GET, [""]) => ("/", text(StatusCode::OK, "the metrics are at /metrics\n")),
        (&Method::GET, ["orders", id]) => ("/orders/{id}", order(id)),
        (&Method::POST, ["orders"]) => ("/orders", place_order(request.into_body()).await),
        (_, ["metrics"]) => ("/metrics", page(&handler, &request).await),
        // No route: all of these are one series, with the handler `none`.
        _ => return Ok(text(StatusCode::NOT_FOUND, "there is no such page\n")),
    };
    response.extensions_mut().insert(Route::new(route));
    Ok(response)
}

async fn serve(listener: TcpListener) -> io::Result<()> {
    // On the page before the first order. Scrapes are not measured.
    let layer = MetricsLayer::new().route(Method::POST, "/orders").exclude("/metrics");
    let handler = ScrapeHandler::new();
    let service = layer.layer(service_fn(move |request| answer(handler.clone(), request)));
    let service = TowerToHyperService::new(service);
    loop {
        let (stream, _) = listener.accept().await?;
        let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service.clone());
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                eprintln!("a connection broke: {error}");
            }
        });
    }
}

#[tokio::main]
async fn main() -> io::Result<()> {
    let address = env::var("ADDR").unwrap_or_else(|_| "127.0.0.1:9465".to_owned());
    let listener = TcpListener::bind(&address).await.map_err(|error| {
        io::Error::other(format!("can't listen on {address}: {error}; set ADDR to another address"))
    })?;
    let address = listener.local_addr()?;
    println!("metrics:     http://{address}/metrics");
    println!("place order: curl --data '2 apples' http://{address}/orders");
    println!("look at it:  curl http://{address}/orders/1");
    println!("ctrl-c ends it");
    tokio::select! {
        // First, so that ctrl-c is listened for before the first request is answered.
        biased;
        stopped = tokio::signal::ctrl_c() => stopped,
        served = serve(listener) => served,
    }
}
