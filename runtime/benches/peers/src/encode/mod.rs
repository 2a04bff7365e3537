//! What a page costs: the cases that ask for a scrape.

mod allocations;
mod floors;
mod peers;
mod report;
mod row;
mod samples;
mod slabs;
mod turns;
mod workload;
mod writers;

use row::{Page, Row};
use samples::Samples;
use workload::Workload;

use crate::harness::Effort;

/// Cases of about so many lines that all peers answer.
const COMPARED: [(&str, usize); 4] =
    [("encode-100", 100), ("encode-1000", 1_000), ("encode-10000", 10_000), ("encode-100000", 100_000)];
/// How many lines the cases have that are tickmark's own.
const MANY: usize = 100_000;
/// The largest page, and whether it costs ten times what a tenth of it does.
const LARGEST: (&str, usize) = ("encode-1000000", 1_000_000);
const SLABS: &str = "encode-slabs";
const WRITERS: &str = "writers";

/// All cases, each of which wants a process of its own.
pub fn names() -> impl Iterator<Item = &'static str> {
    COMPARED.map(|(name, _)| name).into_iter().chain([LARGEST.0, SLABS, WRITERS])
}

/// Runs a case; one peer, or all.
pub fn run(case: &str, peer: Option<&str>, effort: Effort) -> Result<(), String> {
    match case {
        SLABS => slabs::run(MANY, effort),
        WRITERS => writers::run(MANY, effort),
        _ if case == LARGEST.0 => largest(effort),
        _ => compared(case, peer, effort)?,
    }
    Ok(())
}

fn compared(case: &str, peer: Option<&str>, effort: Effort) -> Result<(), String> {
    let (name, lines) = COMPARED.iter().find(|(name, _)| *name == case).ok_or("there is no such case")?;
    let work = Workload::new(*lines);
    let is_wanted = |name: &str| name == crate::peers::OURS || peer.is_none_or(|peer| name == peer);
    let mut rows = floors::rows(&work);
    for (name, make) in peers::ALL.iter().filter(|(name, _)| is_wanted(name)) {
        eprintln!("{name}");
        rows.extend(make(&work));
    }
    let rows = same_pages(&work, rows);
    report::table(name, &work, &rows, &turns::measure(&rows, effort));
    Ok(())
}

/// A page of ten times as many lines beside the one it is compared with.
fn largest(effort: Effort) {
    let (name, lines) = LARGEST;
    let [few, many] = [lines / 10, lines].map(|lines| {
        let work = Workload::new(lines);
        let mut rows = floors::rows(&work);
        rows.extend(peers::tickmark::rows(&work));
        (same_pages(&work, rows), work)
    });
    let (mut rows, work) = many;
    let large = rows.len();
    rows.extend(few.0);
    let costs = turns::measure(&rows, effort);
    report::table(name, &work, &rows[..large], &costs[..large]);
    report::growth(&rows, &costs);
}

/// The rows, when they say what the first one says.
fn same_pages(work: &Workload, mut rows: Vec<Row>) -> Vec<Row> {
    let mut page = Page::default();
    let mut samples_of = |row: &Row| {
        row.encode(&mut page);
        Samples::of(&page.text())
    };
    let expected = samples_of(&rows[0]);
    assert_eq!(expected.len(), work.lines(), "each line has a name of its own");
    for row in rows.iter().filter(|row| row.is_text) {
        if let Some(difference) = samples_of(row).difference(&expected) {
            panic!("{}, {}: not the page of the others: {difference}", row.peer, row.name);
        }
    }
    for row in &mut rows {
        row.lines = work.lines();
    }
    rows
}
