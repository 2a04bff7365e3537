//! A small shop with metrics: `cargo run --example quickstart`, then open the address that it prints.
//!
//! `ADDR` sets another address than `127.0.0.1:9464`; `--no-load` leaves the shop without customers.

use std::{env, io, time::Duration};

use axum::{Router, extract::Path, http::StatusCode, routing::get};
use tickmark::{Counter, Family, Gauge, LabelSet, LabelValue, counted, timed};
use tokio::{net::TcpListener, time};

/// How a customer pays. The values are a closed set, so all their series are on the page from the start.
#[derive(Clone, Copy, Debug, LabelValue)]
enum Method {
    Card,
    Cash,
    BankTransfer,
}

#[derive(LabelSet)]
struct PaidBy {
    method: Method,
}

/// Orders that were paid.
#[tickmark::register]
static SHOP_ORDERS_PAID_TOTAL: Family<PaidBy, Counter> = Family::new();

/// Baskets that somebody is filling.
#[tickmark::register]
static SHOP_BASKETS_OPEN: Gauge = Gauge::new();

/// The plainest case: how long it took, whether it panicked.
#[timed]
#[counted]
fn price_of(items: u64) -> u64 {
    assert!(items < 1_000, "nobody buys {items} items");
    items * 299
}

/// A `Result` tells success from failure.
#[timed]
#[counted]
async fn place_order(number: u64, items: u64) -> Result<String, StatusCode> {
    if items == 0 {
        return Err(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let method = [Method::Card, Method::Cash, Method::BankTransfer][(number % 3) as usize];
    let cents = pay(method, price_of(items)).await?;
    SHOP_ORDERS_PAID_TOTAL.with(PaidBy { method }).inc();
    // A customer does not wait for ever: dropping the future makes the delivery `cancelled`.
    let delivered = time::timeout(Duration::from_millis(40), deliver(number)).await;
    Ok(format!(
        "order {number}: {cents} cents by {method:?}, {}\n",
        if delivered.is_ok() { "delivered" } else { "late" }
    ))
}

/// A family of its own, with a label from an argument and with buckets that suit it.
#[timed(
    name = "shop_payment_duration_seconds",
    labels(method = method),
    buckets = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05],
    outcome(label = "status", success = "paid", failure = "declined"),
)]
async fn pay(method: Method, cents: u64) -> Result<u64, StatusCode> {
    time::sleep(Duration::from_millis(1 + cents % 7)).await;
    if cents.is_multiple_of(5) { Err(StatusCode::PAYMENT_REQUIRED) } else { Ok(cents) }
}

#[timed]
#[counted]
async fn deliver(number: u64) {
    time::sleep(Duration::from_millis(number * 13 % 50)).await;
}

/// Ten customers a second, one of whom is a test of our patience: `price_of` panics, and only its task ends.
async fn load() {
    for number in 0.. {
        SHOP_BASKETS_OPEN.inc();
        tokio::spawn(async move {
            let items = if number % 50 == 7 { 1_000 } else { number % 8 };
            _ = place_order(number, items).await;
        });
        time::sleep(Duration::from_millis(100)).await;
        SHOP_BASKETS_OPEN.dec();
    }
}

fn shop() -> Router {
    let order = |Path((number, items))| place_order(number, items);
    Router::new()
        .route("/", get(|| async { "the metrics are at /metrics\n" }))
        .route("/orders/{number}/{items}", get(order))
        .merge(tickmark::serve::router())
}

#[tokio::main]
async fn main() -> io::Result<()> {
    let address = env::var("ADDR").unwrap_or_else(|_| "127.0.0.1:9464".to_owned());
    let listener = TcpListener::bind(&address).await.map_err(|error| {
        io::Error::other(format!("can't listen on {address}: {error}; set ADDR to another address"))
    })?;
    let address = listener.local_addr()?;
    println!("metrics:      http://{address}/metrics");
    println!("place orders: curl http://{address}/orders/1/3    (0 items fail, 1000 panic)");
    println!("scrape it:    a Prometheus with the target {address}");
    println!(
        "then ask it:  histogram_quantile(0.9, sum by (le, function) (rate(function_duration_seconds_bucket[1m])))"
    );
    println!("ctrl-c ends it");

    if !env::args().any(|argument| argument == "--no-load") {
        std::panic::set_hook(Box::new(|panic| eprintln!("on purpose: {panic}")));
        tokio::spawn(load());
    }
    tokio::select! {
        // First, so that ctrl-c is listened for before the first request is answered.
        biased;
        stopped = tokio::signal::ctrl_c() => stopped,
        served = axum::serve(listener, shop()) => served,
    }
}
