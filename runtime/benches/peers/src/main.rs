//! What other metrics crates cost for the same work; see the README.

mod encode;
mod floors;
mod harness;
mod peers;
mod report;
mod work;

use std::{
    env,
    process::{Command, ExitCode},
    thread,
    time::Duration,
};

use floors::{CALL, FLOOR};
use harness::{Bench, Case, Cost, Effort, Op, measure};
use peers::OURS;

/// How long a program runs before tickmark knows its clock; until then its timed calls cost more.
const SETTLED: Duration = Duration::from_millis(200);

/// A case and how many threads do it.
type Plan = (Case, usize);

/// What the command line asks for.
struct Request {
    case: Option<String>,
    peer: Option<String>,
    effort: Effort,
}

fn main() -> ExitCode {
    match request(env::args().skip(1)).and_then(|request| run(&request)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}\n\nusage: tickmark-peers [--case NAME] [--peer NAME] [--quick]");
            ExitCode::FAILURE
        }
    }
}

fn request(mut arguments: impl Iterator<Item = String>) -> Result<Request, String> {
    let mut request = Request { case: None, peer: None, effort: Effort::FULL };
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--case" => request.case = Some(arguments.next().ok_or("`--case` needs a name")?),
            "--peer" => request.peer = Some(arguments.next().ok_or("`--peer` needs a name")?),
            "--quick" => request.effort = Effort::QUICK,
            _ => return Err(format!("unknown argument `{argument}`")),
        }
    }
    Ok(request)
}

fn run(request: &Request) -> Result<(), String> {
    let Request { case, peer, effort } = request;
    if let Some(case) = case.as_deref().filter(|case| encode::names().any(|name| name == *case)) {
        println!("{}", report::heading());
        return encode::run(case, peer.as_deref(), *effort);
    }
    operations(request)?;
    if case.is_none() {
        encode::names().try_for_each(apart)?;
    }
    Ok(())
}

/// Runs a case in a process of its own, so that it finds neither the memory nor the registries of others used.
fn apart(case: &str) -> Result<(), String> {
    let itself = env::current_exe().map_err(|error| format!("the program does not find itself: {error}"))?;
    let status = Command::new(itself).args(["--case", case]).args(env::args().skip(1)).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{case}` ended with {status}")),
        Err(error) => Err(format!("`{case}` could not be started: {error}")),
    }
}

/// The cases of single operations.
fn operations(request: &Request) -> Result<(), String> {
    let plans = plans(request.case.as_deref())?;
    let mut bench = Bench::default();
    floors::add(&mut bench);
    peers::add(&mut bench);
    let ops = ops(&bench, request.peer.as_deref())?;
    println!("{}", report::heading());
    for op in &ops {
        op.check();
    }
    thread::sleep(SETTLED);
    for (case, threads) in plans {
        let ops: Vec<&Op> = ops.iter().copied().filter(|op| op.case == case).collect();
        eprintln!("{}, {threads} thread(s), {} rows", case.name(), ops.len());
        let costs = measure(&ops, threads, request.effort);
        report::table(case, threads, &ops, &costs);
        if threads > 1 {
            control(&ops, &costs, request.effort);
        }
    }
    Ok(())
}

fn plans(wanted: Option<&str>) -> Result<Vec<Plan>, String> {
    let alone = Case::ALL.map(|case| (case.name().to_owned(), (case, 1)));
    let contended = Case::CONTENDED.map(|case| (report::contended_name(case), (case, 2)));
    let all: Vec<(String, Plan)> = alone.into_iter().chain(contended).collect();
    let mut names: Vec<String> = all.iter().map(|(name, _)| name.clone()).collect();
    names.extend(encode::names().map(str::to_owned));
    let none = format!("no such case; there are {}", names.join(", "));
    let chosen: Vec<Plan> = all
        .iter()
        .filter(|(name, _)| wanted.is_none_or(|wanted| name == wanted))
        .map(|(_, plan)| *plan)
        .collect();
    if chosen.is_empty() { Err(none) } else { Ok(chosen) }
}

/// The rows of one peer, or all; floors and tickmark are always there.
fn ops<'a>(bench: &'a Bench, wanted: Option<&str>) -> Result<Vec<&'a Op>, String> {
    let is_wanted = |op: &&Op| wanted.is_none_or(|wanted| op.peer == wanted);
    if !bench.ops.iter().any(|op| is_wanted(&op)) {
        let mut names: Vec<&str> = bench.ops.iter().map(|op| op.peer).collect();
        names.dedup();
        return Err(format!("no such peer; there are {}", names.join(", ")));
    }
    Ok(bench.ops.iter().filter(|op| is_wanted(op) || [FLOOR, OURS].contains(&op.peer)).collect())
}

/// Measures the plain call once more, alone, and compares.
fn control(ops: &[&Op], costs: &[Cost], effort: Effort) {
    let at = ops.iter().position(|op| op.name == CALL).expect("every case has a plain call");
    let alone = measure(&ops[at..=at], 1, effort);
    report::control(alone[0].min.min(costs[at].min), costs[at].median);
}
