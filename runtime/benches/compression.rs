//! What pages are compressed to, and how fast: `cargo bench --package tickmark --features gzip,zstd --bench compression`.

use std::{
    hint::black_box,
    io,
    sync::Arc,
    time::{Duration, Instant},
};

use tickmark::{Counter, Family, Histogram, LabelSet, Registry, exposition::Request};

/// What Prometheus 3 asks with.
const ACCEPT: &str = "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2";

const FUNCTIONS: [&str; 8] = [
    "orders::create",
    "orders::find",
    "orders::cancel",
    "stock::reserve",
    "stock::ship",
    "pay",
    "refund",
    "list",
];

#[derive(LabelSet)]
struct Call<'a> {
    function: &'a str,
    tenant: &'a str,
}

type Calls<M> = Family<Call<'static>, M>;

fn main() {
    // `cargo test --benches` calls us too; one round shows that everything runs.
    let is_bench = std::env::args().any(|argument| argument == "--bench");
    let rounds = if is_bench { 15 } else { 1 };
    let tenants = if is_bench { 700 } else { 7 };
    println!(
        "| page | coding | bytes | ratio | MB/s of text, with writing it | ms |\n|---|---|--:|--:|--:|--:|"
    );
    for tenants in [tenants, 1] {
        let registry = services(tenants);
        let plain = registry.encode();
        let page = format!("{} lines, {} bytes", plain.lines().count(), plain.len());
        for coding in ["identity", "gzip", "zstd"] {
            let request = Request::new().accept_encoding(coding);
            let length = request.respond(&registry).body.len();
            let write = || request.write(&registry, io::sink()).expect("nothing is written anywhere");
            let took = shortest(rounds, write).as_secs_f64();
            let (ratio, speed) = (plain.len() as f64 / length as f64, plain.len() as f64 / took / 1e6);
            println!("| {page} | {coding} | {length} | {ratio:.1} | {speed:.0} | {:.3} |", took * 1e3);
        }
    }
    let asks = if is_bench { 100_000 } else { 1 };
    let negotiate =
        || _ = black_box(Request::new().accept(black_box(ACCEPT)).accept_encoding(black_box("gzip")));
    let took = shortest(rounds, || (0..asks).for_each(|_| negotiate()));
    println!("\nTo read the headers of Prometheus 3: {:?}", took / asks);
}

/// Calls of functions for tenants, timed and counted: values as they are after a while, no two alike.
fn services(tenants: usize) -> Registry {
    let seconds: Arc<Calls<Histogram>> = Arc::new(Family::new().limit(100_000));
    let calls: Arc<Calls<Counter>> = Arc::new(Family::new().limit(100_000));
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for tenant in 0..tenants {
        let tenant = format!("tenant-{tenant}");
        for function in FUNCTIONS {
            let call = || Call { function, tenant: &tenant };
            for _ in 0..24 {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                seconds.with(call()).observe(((state >> 40) as f64 / 16_777_216.0).powi(4) * 10.0);
            }
            calls.with(call()).inc_by(state >> 44);
        }
    }
    let registry = Registry::new();
    registry.register("call_duration_seconds", "How long calls take.", seconds).expect("the name is free");
    registry.register("calls_total", "Calls.", calls).expect("the name is free");
    registry
}

fn shortest(rounds: usize, work: impl Fn()) -> Duration {
    let samples = (0..rounds).map(|_| {
        let start = Instant::now();
        work();
        start.elapsed()
    });
    samples.min().unwrap_or_default()
}
