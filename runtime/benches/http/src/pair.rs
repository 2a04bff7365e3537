//! A service beside a plain one, in turns.

use std::time::Duration;

use crate::{
    arguments::Plan,
    load::{self, CONNECTIONS},
    server::Server,
    variant::{PLAIN, Variant},
};

/// Until connections, allocator and clocks are as they stay.
const WARM_UP: Duration = Duration::from_secs(1);

/// What a service did in a turn.
pub struct Sample {
    requests: f64,
    cpu: f64,
    /// As `wrk` counts it, which leaves out what happens around.
    seconds: f64,
}

impl Sample {
    /// Microseconds of the core.
    pub fn cpu_per_request(&self) -> f64 {
        self.cpu * 1e6 / self.requests
    }

    pub fn requests_per_second(&self) -> f64 {
        self.requests / self.seconds
    }

    /// How much of the core it had; far from 1, somebody else had it, or `wrk` was what was waited for.
    pub fn core(&self) -> f64 {
        self.cpu / self.seconds
    }
}

/// Two turns, one right after the other.
pub struct Pair {
    pub plain: Sample,
    pub other: Sample,
}

/// One pair in each order, so that what drifts hits both alike. Processes are new in every round, since where their memory lies makes a
/// difference too.
pub fn measure(variant: &Variant, plan: &Plan) -> Result<[Pair; 2], String> {
    let reference = warm(&PLAIN, plan)?;
    let measured = warm(variant, plan)?;
    let ask_plain = || turn(&reference, &PLAIN, plan);
    let ask_other = || turn(&measured, variant, plan);
    let first = Pair { plain: ask_plain()?, other: ask_other()? };
    let second = Pair { other: ask_other()?, plain: ask_plain()? };
    Ok([first, second])
}

fn warm(variant: &Variant, plan: &Plan) -> Result<Server, String> {
    let server = Server::start(variant, plan.cores.server, false)?;
    load::run(server.port, &plan.path, WARM_UP)?;
    Ok(server)
}

/// A scrape is in each turn: some do only then what they have put off.
fn turn(server: &Server, variant: &Variant, plan: &Plan) -> Result<Sample, String> {
    let counted = counted(server, variant)?;
    let before = server.cpu()?;
    let load = load::run(server.port, &plan.path, plan.turn)?;
    let counted = self::counted(server, variant)? - counted;
    let cpu = server.cpu()? - before;
    let requests = load.requests as f64;
    check(variant, requests, counted)?;
    Ok(Sample { requests, cpu, seconds: requests / load.per_second })
}

/// Sums the series of its counter.
fn counted(server: &Server, variant: &Variant) -> Result<f64, String> {
    let Some(counter) = variant.counter else { return Ok(0.0) };
    let page = server.get("/metrics")?;
    let series = page
        .lines()
        .filter(|line| line.strip_prefix(counter).is_some_and(|rest| rest.starts_with(['{', ' '])));
    Ok(series.filter_map(|line| line.rsplit_once(' ')?.1.parse::<f64>().ok()).sum())
}

/// Refuses a variant that leaves out requests. Those that were under way when `wrk` stopped are counted here alone.
fn check(variant: &Variant, requests: f64, counted: f64) -> Result<(), String> {
    let under_way = CONNECTIONS as f64;
    if variant.counter.is_none() || (requests..=requests + under_way).contains(&counted) {
        return Ok(());
    }
    Err(format!("`{}` counted {counted} of {requests} requests", variant.name))
}

/// How often the service allocates for a request, in a process whose time nobody measures.
pub fn allocations(variant: &Variant, plan: &Plan) -> Result<f64, String> {
    let server = Server::start(variant, plan.cores.server, true)?;
    load::run(server.port, &plan.path, WARM_UP)?;
    let before = so_far(&server)?;
    let load = load::run(server.port, &plan.path, WARM_UP)?;
    Ok((so_far(&server)? - before) / load.requests as f64)
}

fn so_far(server: &Server) -> Result<f64, String> {
    let answer = server.get("/allocations")?;
    answer.parse().map_err(|_| format!("`/allocations` answers `{answer}`"))
}
