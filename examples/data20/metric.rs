//! What is counted where no function stands for it.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use tickmark::{
    Bytes, Counter, Family, Gauge, GaugeFn, Histogram, LabelSet, LabelValue, Metrics, Seconds, UpDown,
};
use tokio::sync::Semaphore;

/// The values of an enum are a closed set: all their series are on the page from the start, at zero.
#[derive(Clone, Copy, Debug, LabelValue)]
pub(crate) enum Operation {
    Select,
    Insert,
}

#[derive(Clone, Copy, Debug, LabelValue)]
pub(crate) enum Task {
    SendReport,
    CleanUp,
}

#[derive(Clone, Copy, Debug, LabelValue)]
pub(crate) enum Queue {
    Default,
    Reports,
}

#[derive(Clone, Copy, Debug, LabelValue)]
pub(crate) enum CacheType {
    Tools,
    Results,
}

#[derive(Clone, Copy, LabelSet)]
pub(crate) struct ByOperation {
    pub(crate) operation: Operation,
}

#[derive(LabelSet)]
pub(crate) struct ByTask {
    pub(crate) task_name: Task,
}

#[derive(LabelSet)]
pub(crate) struct ByQueue {
    pub(crate) queue: Queue,
}

#[derive(LabelSet)]
pub(crate) struct ByCache {
    pub(crate) cache_type: CacheType,
}

/// The names of a group begin with the name of its field, or with its `prefix`.
#[derive(Metrics)]
pub(crate) struct Data20 {
    #[metric(prefix = "db")]
    pub(crate) database: Database,
    pub(crate) celery: Celery,
    pub(crate) cache: Cache,
    system: System,
}

#[derive(Metrics)]
pub(crate) struct Database {
    /// Queries that were answered.
    pub(crate) queries: Family<ByOperation, Counter>,
    /// Time from having a connection to having the answer.
    // The unit is the end of its name.
    pub(crate) query_duration: Family<ByOperation, Histogram<Seconds>>,
    /// Queries that took longer than a second.
    pub(crate) slow_queries: Family<ByOperation, Counter>,
    /// Connections that run a query.
    // Both are asked for at the scrape. The pool knows them anyway, and a copy could drift from it.
    #[metric(read = connections_active)]
    connections_active: GaugeFn,
    /// Connections that wait for one.
    #[metric(read = connections_idle)]
    connections_idle: GaugeFn,
}

#[derive(Metrics)]
pub(crate) struct Celery {
    /// Tasks that wait.
    pub(crate) queue_length: Family<ByQueue, UpDown>,
    /// Tasks that were put back after a failure.
    pub(crate) task_retries: Family<ByTask, Counter>,
}

#[derive(Metrics)]
pub(crate) struct Cache {
    /// Times that something was found.
    pub(crate) hits: Family<ByCache, Counter>,
    /// Times that nothing was found.
    pub(crate) misses: Family<ByCache, Counter>,
    /// What the cache holds.
    pub(crate) size: Family<ByCache, Gauge<Bytes>>,
}

/// The sandbox that tools run in.
///
/// A part of a whole would better be a `GaugeFn` from 0 to 1 called `…_ratio`, as Prometheus measures; but the alerts of this service ask for
/// percent.
#[derive(Metrics)]
struct System {
    /// How many of the processors run a tool.
    #[metric(read = cpu_percent)]
    cpu_percent: GaugeFn,
    /// How much of the memory is held by tools.
    #[metric(read = memory_percent)]
    memory_percent: GaugeFn,
    /// Memory that is held by tools.
    #[metric(read = memory_used, unit = "bytes")]
    memory_used: GaugeFn,
    /// How much of the disk is filled with results.
    #[metric(read = disk_percent)]
    disk_percent: GaugeFn,
    /// What results take on the disk.
    #[metric(read = disk_used, unit = "bytes")]
    disk_used: GaugeFn,
}

#[tickmark::register]
pub(crate) static METRICS: Data20 = Data20::new();

const CONNECTIONS: usize = 4;
const PROCESSORS: usize = 8;
const MEMORY: f64 = 256.0 * 1024.0 * 1024.0;
const DISK: f64 = 16.0 * 1024.0 * 1024.0;

// A function that is read at the scrape knows only what is `static`.
pub(crate) static POOL: Semaphore = Semaphore::const_new(CONNECTIONS);
pub(crate) static FREE_PROCESSORS: Semaphore = Semaphore::const_new(PROCESSORS);
pub(crate) static MEMORY_USED: AtomicU64 = AtomicU64::new(0);
pub(crate) static DISK_USED: AtomicU64 = AtomicU64::new(0);

fn connections_idle() -> f64 {
    POOL.available_permits() as f64
}

fn connections_active() -> f64 {
    CONNECTIONS as f64 - connections_idle()
}

fn cpu_percent() -> f64 {
    100.0 - 100.0 * FREE_PROCESSORS.available_permits() as f64 / PROCESSORS as f64
}

fn memory_used() -> f64 {
    MEMORY_USED.load(Relaxed) as f64
}

fn memory_percent() -> f64 {
    100.0 * memory_used() / MEMORY
}

fn disk_used() -> f64 {
    DISK_USED.load(Relaxed) as f64
}

fn disk_percent() -> f64 {
    100.0 * disk_used() / DISK
}
