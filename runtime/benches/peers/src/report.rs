//! Tables for people.

use std::{fs, process::Command, thread};

use crate::{
    floors::{CALL, FLOOR},
    harness::{Case, Cost, Op},
    peers::OURS,
};

/// The line that says where and when this was measured.
pub fn heading() -> String {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let facts = [
        cpu(),
        format!("{cores} cores"),
        output_of("rustc", &["--version"]),
        output_of("date", &["--utc", "+%F %R UTC"]),
        format!("commit {}", output_of("git", &["rev-parse", "--short", "HEAD"])),
    ];
    facts.join(" · ")
}

fn cpu() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    model.map_or("unknown processor", |(_, model)| model).to_owned()
}

fn output_of(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().ok().filter(|output| output.status.success());
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    text.unwrap_or_else(|| "unknown".to_owned())
}

/// Prints the table of one case.
pub fn table(case: Case, threads: usize, ops: &[&Op], costs: &[Cost]) {
    let ours = ops.iter().position(|op| op.peer == OURS).map(|at| costs[at].median);
    println!("\n## {}\n", headline(case, threads));
    println!("| peer | op | median ns | min | × tickmark |\n|---|---|--:|--:|--:|");
    for (op, cost) in ranked(ops, costs) {
        let ratio = ours.map_or_else(|| "–".to_owned(), |ours| format!("{:.2}", cost.median / ours));
        println!("| {} | {} | {} | {} | {ratio} |", op.peer, op.name, digits(cost.median), digits(cost.min));
    }
    println!("\nNothing is subtracted: the loop and the call are in every row, `{CALL}` is what they cost.");
}

fn headline(case: Case, threads: usize) -> String {
    match threads {
        1 => format!("`{}`: {}", case.name(), case.title()),
        _ => format!("`{}`: {}; {threads} threads, ns of core time", contended_name(case), case.title()),
    }
}

/// What the command line calls a case on two threads.
pub fn contended_name(case: Case) -> String {
    format!("{}-2t", case.name())
}

/// Floors and tickmark as they were added, then the peers, the cheapest first.
fn ranked<'a>(ops: &[&'a Op], costs: &'a [Cost]) -> Vec<(&'a Op, &'a Cost)> {
    let rows = ops.iter().copied().zip(costs);
    let (mut given, mut peers): (Vec<_>, Vec<_>) = rows.partition(|(op, _)| [FLOOR, OURS].contains(&op.peer));
    peers.sort_by(|(_, left), (_, right)| left.median.total_cmp(&right.median));
    given.extend(peers);
    given
}

/// A number with three digits or more.
pub fn digits(ns: f64) -> String {
    match ns {
        ..10.0 => format!("{ns:.2}"),
        ..100.0 => format!("{ns:.1}"),
        _ => format!("{ns:.0}"),
    }
}

/// Says whether the two threads really had two cores: `CALL` shares nothing, so it has to cost what it
/// costs alone when nobody else runs.
pub fn control(best: f64, together: f64) {
    let verdict =
        if together <= 1.3 * best { "holds" } else { "does not hold, read this table with suspicion" };
    println!("\nControl: `{CALL}` takes {} ns, at best {} ns; it {verdict}.", digits(together), digits(best));
}
