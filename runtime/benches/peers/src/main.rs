//! What other metrics crates cost for the same work; see the README.

mod floors;
mod harness;
mod peers;
mod report;
mod work;

use std::{process::ExitCode, thread, time::Duration};

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
    let mut bench = Bench::default();
    floors::add(&mut bench);
    peers::add(&mut bench);
    match request(std::env::args().skip(1)).and_then(|request| run(&bench, &request)) {
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

fn run(bench: &Bench, request: &Request) -> Result<(), String> {
    let plans = plans(request.case.as_deref())?;
    let ops = ops(bench, request.peer.as_deref())?;
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
    let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
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
