//! What serving a page takes beside encoding it: `cargo bench --package tickmark --features axum --bench serve`.

use std::{
    hint::black_box,
    pin::pin,
    sync::{Arc, mpsc},
    task::{Context, Poll, Wake, Waker},
    time::{Duration, Instant},
};

use axum::{Router, body::Body};
use http::Request;
use http_body_util::BodyExt as _;
use tickmark::{
    Counter, Family, LabelSet, Registry,
    exposition::{self, Encoder, Format},
    serve::ScrapeHandler,
};
use tower::ServiceExt as _;

#[derive(LabelSet)]
struct Call<'a> {
    route: &'a str,
    tenant: u32,
}

/// A way to a page, and what gives its length.
type Way = (&'static str, Box<dyn FnMut() -> usize>);

fn main() {
    // `cargo test --benches` calls us too; one round shows that everything runs.
    let is_bench = std::env::args().any(|argument| argument == "--bench");
    let (rounds, series) = if is_bench { (400, 10_000) } else { (1, 100) };
    let registry = shop(series);
    let handler = ScrapeHandler::of(registry.clone());
    let router: Router = handler.router();
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("it needs nothing");
    let mut page = Vec::new();

    let mut ways: [Way; 6] = [
        ("encode, into memory that is used again", {
            let registry = registry.clone();
            Box::new(move || {
                page.clear();
                Encoder::new(Format::Text0_0_4).encode(&registry, &mut page);
                page.len()
            })
        }),
        ("exposition::Request::respond", {
            let registry = registry.clone();
            Box::new(move || exposition::Request::new().respond(&registry).body.len())
        }),
        ("handle", {
            let handler = handler.clone();
            let request = Request::get("/metrics").body(()).expect("it is a request");
            Box::new(move || handler.handle(&request).into_body().into_bytes().len())
        }),
        ("respond, woken as a thread", {
            let handler = handler.clone();
            let request = Request::get("/metrics").body(()).expect("it is a request");
            Box::new(move || block_on(handler.respond(&request)).into_body().into_bytes().len())
        }),
        ("axum, Router::oneshot", Box::new(move || runtime.block_on(scrape(router.clone(), "/metrics")))),
        ("handle, a page of one family", {
            let request = Request::get("/?name[]=nothing").body(()).expect("it is a request");
            Box::new(move || handler.handle(&request).into_body().into_bytes().len())
        }),
    ];
    report(series, &measured(&mut ways, rounds));
}

/// How long each way takes, and the bytes that come of it: one round after the other, in each round every way once.
fn measured(ways: &mut [Way], rounds: usize) -> Vec<(&'static str, usize, Vec<Duration>)> {
    let mut results: Vec<_> = ways.iter().map(|(name, _)| (*name, 0, Vec::new())).collect();
    for _ in 0..rounds {
        for ((_, way), (_, bytes, times)) in ways.iter_mut().zip(&mut results) {
            let start = Instant::now();
            *bytes = black_box(way());
            times.push(start.elapsed());
        }
    }
    results
}

fn report(series: u32, results: &[(&str, usize, Vec<Duration>)]) {
    let median = |times: &[Duration]| {
        let mut times = times.to_vec();
        times.sort_unstable();
        times[times.len() / 2].as_secs_f64() * 1e6
    };
    let base = median(&results[0].2);
    println!("{series} series\n\n| way | bytes | median µs | beside the encoding alone |\n|---|--:|--:|--:|");
    for (name, bytes, times) in results {
        let median = median(times);
        println!("| {name} | {bytes} | {median:.1} | {:.2} × |", median / base);
    }
}

fn shop(series: u32) -> Registry {
    let calls: Arc<Family<Call<'static>, Counter>> = Arc::new(Family::new().limit(100_000));
    for tenant in 0..series {
        calls.with(Call { route: "/orders/{number}/{items}", tenant }).inc_by(u64::from(tenant) * 7_919);
    }
    let registry = Registry::new();
    registry.register("shop_calls_total", "Calls by tenant.", calls).expect("the name is free");
    registry
}

async fn scrape(router: Router, path: &str) -> usize {
    let request = Request::get(path).body(Body::empty()).expect("it is a request");
    let response = router.oneshot(request).await.unwrap_or_else(|never| match never {});
    response.into_body().collect().await.expect("the page is in memory").to_bytes().len()
}

struct Bell(mpsc::SyncSender<()>);

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        _ = self.0.try_send(());
    }
}

fn block_on<F: Future>(future: F) -> F::Output {
    let (sender, receiver) = mpsc::sync_channel(1);
    let waker = Waker::from(Arc::new(Bell(sender)));
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return output;
        }
        _ = receiver.recv();
    }
}
