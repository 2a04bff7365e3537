//! A small axum service on one core.

use std::{
    fmt::Write,
    io::{self, Read},
    process, thread,
};

use axum::{
    Router,
    extract::Path,
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
    routing::get,
    serve::ListenerExt,
};
use bytes::Bytes;
use core_affinity::CoreId;
use tokio::{net::TcpListener, runtime};

use crate::{allocations, arguments::Service};

/// Serves until its standard input ends, so that it never outlives who started it.
pub fn serve(service: &Service) -> Result<(), String> {
    if let Some(id) = service.core
        && !core_affinity::set_for_current(CoreId { id })
    {
        return Err(format!("core {id} can't be had"));
    }
    if service.counts_allocations {
        allocations::start();
    }
    thread::spawn(|| {
        _ = io::stdin().read_to_end(&mut Vec::new());
        process::exit(0);
    });
    let runtime = runtime::Builder::new_current_thread().enable_all().build();
    let served = runtime.and_then(|runtime| runtime.block_on(listen(service)));
    served.map_err(|error| format!("the service ended: {error}"))
}

/// The first line that it prints is its port.
async fn listen(service: &Service) -> io::Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", service.port)).await?;
    println!("{}", listener.local_addr()?.port());
    let without_delay = listener.tap_io(|stream| {
        // A connection that is gone already says so when it is read.
        _ = stream.set_nodelay(true);
    });
    let routes = (service.variant.wrap)(routes());
    axum::serve(without_delay, routes.route("/allocations", get(so_far))).await
}

fn routes() -> Router {
    let orders = orders();
    Router::new()
        .route("/", get(|| async { "tick" }))
        .route("/hello/{name}", get(hello))
        .route("/json", get(|| async move { json(orders) }))
}

async fn hello(Path(name): Path<String>) -> String {
    format!("Hello, {name}")
}

fn json(body: Bytes) -> Response {
    ([(CONTENT_TYPE, "application/json")], body).into_response()
}

/// A kilobyte of them.
fn orders() -> Bytes {
    let mut text = String::from("[");
    for number in 1..=12 {
        let comma = if number == 1 { "" } else { "," };
        _ = write!(
            text,
            r#"{comma}{{"order":{number},"customer":"customer-{number}","items":[{{"sku":"A-{number}","price":"19.90"}}]}}"#
        );
    }
    text.push(']');
    text.into()
}

async fn so_far() -> String {
    allocations::so_far().to_string()
}
