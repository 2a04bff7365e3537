//! Tables for people.

use std::{fmt::Write, fs, process::Command};

use crate::{
    arguments::Plan,
    load,
    pair::{Pair, Sample},
    variant::{PLAIN, Variant},
};

/// What was measured of one variant.
pub struct Row {
    pub variant: &'static Variant,
    pub allocations: f64,
    pub pairs: Vec<Pair>,
}

/// The lines that say where, when and how this was measured.
pub fn heading(plan: &Plan) -> Result<String, String> {
    let facts = [
        cpu(),
        output_of("rustc", &["--version"]),
        output_of("date", &["--utc", "+%F %R UTC"]),
        format!("commit {}", output_of("git", &["rev-parse", "--short", "HEAD"])),
        load::version()?,
    ];
    let Plan { path, rounds, turn, cores, .. } = plan;
    Ok(format!(
        "{}\n\n`{path}`, {rounds} rounds of two turns of {turn:?} each, service on core {}, `wrk -t1 -c{}` on core {}\n",
        facts.join(" · "),
        cores.server,
        load::CONNECTIONS,
        cores.load
    ))
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

pub fn table(rows: &[Row], allocations_of_plain: f64) -> String {
    let mut text = String::from(
        "| service | CPU µs a request | added | least added | requests per second | kept | of its core | allocations |\n\
         |---|--:|--:|--:|--:|--:|--:|--:|\n",
    );
    let plain: Vec<&Sample> = rows.iter().flat_map(|row| &row.pairs).map(|pair| &pair.plain).collect();
    text.push_str(&line(PLAIN.name, &plain, None, allocations_of_plain));
    for row in rows {
        let samples: Vec<&Sample> = row.pairs.iter().map(|pair| &pair.other).collect();
        text.push_str(&line(row.variant.name, &samples, Some(&row.pairs), row.allocations));
    }
    text
}

fn line(name: &str, samples: &[&Sample], pairs: Option<&[Pair]>, allocations: f64) -> String {
    let of = |value: fn(&Sample) -> f64| Spread::of(samples.iter().map(|sample| value(sample)));
    let compared = |compare: fn(&Pair) -> f64, decimals| {
        let spread = pairs.map(|pairs| Spread::of(pairs.iter().map(compare)));
        spread.map_or_else(|| "–".to_owned(), |spread| spread.text(decimals))
    };
    let mut text = String::new();
    // Writing into a string does not fail.
    _ = writeln!(
        text,
        "| {name} | {} | {} | {} | {} | {} | {:.2} | {allocations:.2} |",
        of(Sample::cpu_per_request).text(2),
        compared(added, 2),
        pairs.map_or_else(|| "–".to_owned(), least_added),
        of(Sample::requests_per_second).text(0),
        compared(kept, 3),
        of(Sample::core).median,
    );
    text
}

fn added(pair: &Pair) -> f64 {
    pair.other.cpu_per_request() - pair.plain.cpu_per_request()
}

/// What the least of all turns differ by: the figure to look at where others use the machine.
fn least_added(pairs: &[Pair]) -> String {
    let least =
        |of: fn(&Pair) -> &Sample| Spread::of(pairs.iter().map(|pair| of(pair).cpu_per_request())).least;
    format!("{:.2}", least(|pair| &pair.other) - least(|pair| &pair.plain))
}

fn kept(pair: &Pair) -> f64 {
    pair.other.requests_per_second() / pair.plain.requests_per_second()
}

/// What all turns, or all pairs of them, said.
struct Spread {
    median: f64,
    least: f64,
    most: f64,
}

impl Spread {
    fn of(values: impl Iterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.collect();
        values.sort_by(f64::total_cmp);
        let middle = values.len() / 2;
        let median = if values.len().is_multiple_of(2) {
            f64::midpoint(values[middle - 1], values[middle])
        } else {
            values[middle]
        };
        Self { median, least: values[0], most: values[values.len() - 1] }
    }

    fn text(&self, decimals: usize) -> String {
        let Self { median, least, most } = self;
        format!("{median:.decimals$} ({least:.decimals$} to {most:.decimals$})")
    }
}
