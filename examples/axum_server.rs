//! A shop with axum whose requests are all measured, by a layer that was told a good deal: `cargo run --example axum_server`, then open the
//! address that it prints.
//!
//! `ADDR` sets another address than `127.0.0.1:9467`. This service has a `/metrics` of its own, so the page of Prometheus is elsewhere.

use std::{env, io, time::Duration};

use axum::{
    Extension, Router,
    body::{Body, Bytes},
    extract::Path,
    http::header::CONTENT_TYPE,
    response::IntoResponse,
    routing::{get, post},
};
use http_body_util::channel::Channel;
use tickmark::{
    http::{HandlerLabels, MetricsLayer, Quantity, RequestHead, Unmatched, Until},
    serve,
};
use tokio::{net::TcpListener, time};

/// What the requests of a shop are told apart by, and how long they are measured.
fn layer() -> MetricsLayer {
    MetricsLayer::new()
        .namespace("shop")
        .constant_label("region", "eu")
        .label_from_request("client", client)
        .label_from_handler("plan")
        .exclude("/prometheus/*")
        .exclude("/health")
        // Others than ours ask for what there is nowhere, as `/wp-login.php`: no series for that.
        .unmatched(Unmatched::Ignored)
        // A download counts until its last byte; the time to the first one tells whether we are slow, or they.
        .duration_until(Until::End)
        .with(Quantity::FirstByte)
        // The one histogram without labels has many buckets, the one with labels has few.
        .buckets(
            Quantity::HighResolutionDuration,
            vec![0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0],
        )
        .buckets(Quantity::Duration, vec![0.01, 0.1, 1.0])
}

/// The kinds of clients that we tell apart: anybody can send any other `User-Agent`.
fn client(request: &RequestHead<'_>) -> &'static str {
    let agent = request.headers.get("user-agent").and_then(|agent| agent.to_str().ok());
    match agent.unwrap_or_default().split('/').next() {
        Some("shop-app") => "app",
        Some("Mozilla") => "browser",
        _ => "other",
    }
}

/// Only the handler knows who has paid for what. Without a layer that was told of the label there is nothing to set.
async fn order(labels: Option<Extension<HandlerLabels>>, Path(id): Path<u32>) -> String {
    let plan = if id.is_multiple_of(2) { "premium" } else { "free" };
    if let Some(Extension(labels)) = labels {
        labels.set("plan", plan).expect("the layer was told of this label");
    }
    format!("order {id}, {plan}\n")
}

async fn place_order(list: String) -> String {
    format!("ordered: {list}\n")
}

/// All orders, line by line while they are found, so that nobody has them in memory.
async fn download() -> Body {
    let (mut sender, body) = Channel::<Bytes>::new(1);
    tokio::spawn(async move {
        for id in 0..10 {
            time::sleep(Duration::from_millis(5)).await;
            // Whoever went away needs no more.
            if sender.send_data(format!("order {id}\n").into()).await.is_err() {
                break;
            }
        }
    });
    Body::new(body)
}

/// What `/metrics` was in this service before there was Prometheus.
async fn own_metrics() -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], "{\"orders\":10}\n")
}

fn shop() -> Router {
    let orders = Router::new()
        .route("/", post(place_order))
        .route("/{id}", get(order))
        .route("/download", get(download));
    Router::new()
        // The label shows the whole template: `/api/v1/orders/{id}`.
        .nest("/api", Router::new().nest("/v1/orders", orders))
        .route("/health", get(|| async { "well\n" }))
        .route("/metrics", get(own_metrics))
        .merge(serve::routes().page("/prometheus/metrics").without_json())
        .layer(layer())
}

#[tokio::main]
async fn main() -> io::Result<()> {
    let address = env::var("ADDR").unwrap_or_else(|_| "127.0.0.1:9467".to_owned());
    let listener = TcpListener::bind(&address).await.map_err(|error| {
        io::Error::other(format!("can't listen on {address}: {error}; set ADDR to another address"))
    })?;
    let address = listener.local_addr()?;
    println!("metrics:  http://{address}/prometheus/metrics");
    println!("an order: curl http://{address}/api/v1/orders/1");
    println!("all:      curl http://{address}/api/v1/orders/download");
    println!("ctrl-c ends it");
    tokio::select! {
        // First, so that ctrl-c is listened for before the first request is answered.
        biased;
        stopped = tokio::signal::ctrl_c() => stopped,
        served = axum::serve(listener, shop()) => served,
    }
}
