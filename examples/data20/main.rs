//! A service that runs tools over data, asks a database and keeps a queue of tasks: `cargo run --example data20` uses it for a second and prints
//! the page of metrics.
//!
//! `--no-load` prints the page of a service that nobody has used yet. A request comes as a web framework would leave it: matched to its
//! route, and read.

mod cache;
mod metric;
mod worker;

use std::{env, sync::atomic::Ordering::Relaxed, time::Duration};

use metric::{ByOperation, DISK_USED, FREE_PROCESSORS, MEMORY_USED, METRICS, Operation, POOL, Queue, Task};
use tickmark::{counted, timed};
use tokio::{task, time};
use worker::Worker;

const TOOLS: [&str; 2] = ["build_graph", "count_rows"];
const SLOW_QUERY: Duration = Duration::from_secs(1);
const PATIENCE: Duration = Duration::from_millis(50);

/// What a web framework hands over.
#[derive(Clone, Copy)]
enum Request {
    Tools,
    Run {
        tool: &'static str,
        rows: u64,
    },
    Metrics,
    /// No route matched; what its path was is nobody's label.
    Unknown,
}

impl Request {
    fn endpoint(self) -> &'static str {
        match self {
            Self::Tools => "/api/tools",
            Self::Run { .. } => "/api/run",
            Self::Metrics => "/metrics",
            Self::Unknown => "none",
        }
    }

    fn method(self) -> &'static str {
        if matches!(self, Self::Run { .. }) { "POST" } else { "GET" }
    }
}

struct Response {
    status: u16,
    body: String,
}

impl Response {
    fn new(status: u16, body: impl Into<String>) -> Self {
        Self { status, body: body.into() }
    }

    fn is_error(&self) -> bool {
        self.status >= 400
    }
}

/// Answers a request.
///
/// Three families, three attributes: the duration has no status, so what it is split by stays small; errors are counted
/// once more because the alerts ask for them by name. `only = failure` leaves out what `error_if` does not call one.
#[timed(
    name = "http_request_duration_seconds",
    help = "Time to answer a request.",
    labels(endpoint = request.endpoint(), method = request.method()),
    buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    outcome = none,
)]
#[counted(
    name = "http_requests_total",
    help = "Requests that were answered.",
    labels(endpoint = request.endpoint(), method = request.method()),
    labels_from(status = |response| response.status),
    outcome = none,
)]
#[counted(
    name = "http_errors_total",
    help = "Requests that were answered with 4xx or 5xx.",
    labels(endpoint = request.endpoint(), method = request.method()),
    labels_from(status = |response| response.status),
    only = failure,
    error_if = Response::is_error,
    outcome = none,
)]
async fn handle(request: Request) -> Response {
    match request {
        Request::Tools => Response::new(200, list_of_tools().await),
        Request::Run { tool, rows } => run(tool, rows).await,
        Request::Metrics => Response::new(200, tickmark::encode()),
        Request::Unknown => Response::new(404, "there is no such page\n"),
    }
}

async fn list_of_tools() -> String {
    if let Some(list) = cache::TOOLS.get("all") {
        return list;
    }
    query(Operation::Select, Duration::ZERO).await;
    let list = TOOLS.join("\n");
    cache::TOOLS.put("all".to_owned(), list.clone());
    list
}

/// Only tools that there are get to `run_tool`, whose label shows their names.
async fn run(name: &str, rows: u64) -> Response {
    let Some(tool) = TOOLS.into_iter().find(|tool| *tool == name) else {
        return Response::new(404, "there is no such tool\n");
    };
    let question = format!("{tool} {rows}");
    if let Some(answer) = cache::RESULTS.get(&question) {
        return Response::new(200, answer);
    }
    match time::timeout(PATIENCE, run_tool(tool, rows)).await {
        Ok(Ok(bytes)) => {
            query(Operation::Insert, Duration::ZERO).await;
            let answer = format!("{bytes} bytes\n");
            cache::RESULTS.put(question, answer.clone());
            Response::new(200, answer)
        }
        Ok(Err(reason)) => Response::new(422, reason),
        Err(_) => Response::new(504, "it took too long\n"),
    }
}

/// Runs a tool.
///
/// This service knows two ends: whatever is not completed has failed. That is also a panic, and a tool that is dropped after the
/// time above; neither is forgotten, nor still active.
#[timed(
    name = "tool_execution_duration_seconds",
    help = "Time that tools ran.",
    labels(tool_name = tool),
    outcome = none,
    in_flight(name = "tool_executions_active", help = "Tools that are running."),
)]
#[counted(
    name = "tool_executions_total",
    help = "Tools that ran.",
    labels(tool_name = tool),
    outcome(
        label = "status",
        success = "completed",
        failure = "failed",
        panic = "failed",
        cancelled = "failed"
    )
)]
async fn run_tool(tool: &'static str, rows: u64) -> Result<u64, &'static str> {
    let _processor = FREE_PROCESSORS.acquire().await.map_err(|_| "the sandbox is closed\n")?;
    if rows == 0 {
        return Err("there are no rows\n");
    }
    let _memory = Memory::take(rows * 1_024);
    let time_per_row = Duration::from_micros(if tool == "build_graph" { 100 } else { 1 });
    time::sleep(time_per_row * u32::try_from(rows).unwrap_or(u32::MAX)).await;
    DISK_USED.fetch_add(rows * 64, Relaxed);
    Ok(rows * 64)
}

/// What a tool holds while it runs, however that ends.
struct Memory {
    bytes: u64,
}

impl Memory {
    fn take(bytes: u64) -> Self {
        MEMORY_USED.fetch_add(bytes, Relaxed);
        Self { bytes }
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        MEMORY_USED.fetch_sub(self.bytes, Relaxed);
    }
}

/// Asks the database.
///
/// `#[timed(slow = "1s")]` would count slow calls, too, but call them `db_query_duration_slow_total`; and the wait for a
/// connection is no part of the query. So here a timer stands around what is timed.
async fn query(operation: Operation, takes: Duration) {
    let _connection = POOL.acquire().await;
    let (metrics, labels) = (&METRICS.database, ByOperation { operation });
    let timer = metrics.query_duration.with(labels).start_timer();
    time::sleep(takes).await;
    metrics.queries.with(labels).inc();
    if timer.finish() > SLOW_QUERY {
        metrics.slow_queries.with(labels).inc();
    }
}

/// Some users, one of whom asks for too much, and a task that does not succeed at once.
async fn load(worker: &mut Worker) {
    for request in [
        Request::Tools,
        Request::Tools,
        Request::Run { tool: "count_rows", rows: 20 },
        Request::Run { tool: "count_rows", rows: 20 },
        Request::Run { tool: "count_rows", rows: 0 },
        Request::Run { tool: "build_graph", rows: 100_000 },
        Request::Run { tool: "rm -rf", rows: 1 },
        Request::Unknown,
    ] {
        handle(request).await;
    }
    query(Operation::Select, SLOW_QUERY + Duration::from_millis(1)).await;
    worker.add(Queue::Default, Task::CleanUp);
    worker.add(Queue::Reports, Task::SendReport);
    worker.work().await;
    worker.add(Queue::Reports, Task::SendReport);
}

// One thread, so that what is spawned below has begun when the page is written.
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut worker = Worker::default();
    if !env::args().any(|argument| argument == "--no-load") {
        load(&mut worker).await;
        tokio::spawn(handle(Request::Run { tool: "build_graph", rows: 50_000 }));
        task::yield_now().await;
    }
    print!("{}", handle(Request::Metrics).await.body);
}
