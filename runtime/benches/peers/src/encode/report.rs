//! Tables for people.

use std::time::Duration;

use super::{floors, row::Row, turns::Cost, workload::Workload};
use crate::{floors::FLOOR, peers::OURS, report::digits};

const HEAD: &str = "\
| peer | page | bytes | reused µs | ns/line | fresh µs | ns/line | MB/s | × tickmark | × floor | × `memcpy` | allocations | peak KiB |
|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|";

/// Prints the table of a case.
pub fn table(name: &str, work: &Workload, rows: &[Row], costs: &[Cost]) {
    heading(name, work);
    println!("{HEAD}");
    let found = |peer, name: Option<&str>| {
        let is_it = |row: &Row| row.peer == peer && name.is_none_or(|name| row.name == name);
        rows.iter().position(is_it).map(|at| &costs[at]).expect("it is always there")
    };
    let (ours, floor) = (found(OURS, None), found(FLOOR, Some(floors::RENDERED)));
    let copy = found(FLOOR, Some(floors::COPIED));
    for (row, cost) in ranked(rows, costs) {
        println!(
            "| {} | {} | {} | {} | {} | {} | {} | {:.0} | {:.2} | {:.2} | {:.1} | {} | {} |",
            row.peer,
            row.name,
            cost.bytes,
            digits(nanoseconds(cost.reused) / 1e3),
            digits(nanoseconds(cost.reused) / row.lines as f64),
            digits(nanoseconds(cost.fresh) / 1e3),
            digits(nanoseconds(cost.fresh) / row.lines as f64),
            cost.bytes as f64 * 1e3 / nanoseconds(cost.reused),
            nanoseconds(cost.reused) / nanoseconds(ours.reused),
            nanoseconds(cost.reused) / nanoseconds(floor.reused),
            each_byte(cost) / each_byte(copy),
            cost.allocated.times,
            cost.allocated.peak.div_ceil(1024),
        );
    }
}

/// Prints what a case is about.
pub fn heading(name: &str, work: &Workload) {
    println!(
        "\n## `{name}`: {} lines; {:.0} % of the series were made right after the one before them\n",
        work.lines(),
        work.neighbours() * 100.0
    );
}

/// Prints how a line of a large page compares with the same of a small one; `rows` has the large pages first.
pub fn growth(rows: &[Row], costs: &[Cost]) {
    let each_line = |at: usize| nanoseconds(costs[at].reused) / rows[at].lines as f64;
    let half = rows.len() / 2;
    println!("\nA line of {} as a multiple of a line of {}:\n", rows[0].lines, rows[half].lines);
    for (at, row) in rows[..half].iter().enumerate() {
        let (large, small) = (each_line(at), each_line(half + at));
        println!(
            "- {}, {}: {:.2} ({} and {} ns)",
            row.peer,
            row.name,
            large / small,
            digits(large),
            digits(small)
        );
    }
}

/// Floors and tickmark as they were added, then the peers, the cheapest first.
fn ranked<'a>(rows: &'a [Row], costs: &'a [Cost]) -> Vec<(&'a Row, &'a Cost)> {
    let (mut given, mut peers): (Vec<_>, Vec<_>) =
        rows.iter().zip(costs).partition(|(row, _)| [FLOOR, OURS].contains(&row.peer));
    peers.sort_by_key(|(_, cost)| cost.reused);
    given.extend(peers);
    given
}

fn each_byte(cost: &Cost) -> f64 {
    nanoseconds(cost.reused) / cost.bytes as f64
}

fn nanoseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e9
}
