//! Takes samples in turn and makes a table of their medians.

use std::{
    fmt,
    process::Command,
    time::{Duration, Instant},
};

use crate::allocations;

/// How long a sample takes, about.
const SAMPLE: Duration = Duration::from_millis(4);

/// Something that is done again and again.
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    /// Does it as many times.
    pub(crate) run: fn(usize),
    /// Whether several threads doing it at once say something.
    pub(crate) contended: bool,
}

/// An operation from an expression of the number of the round.
#[macro_export]
macro_rules! operation {
    ($name:literal, |$number:pat_param| $body:expr) => {
        $crate::harness::Operation {
            name: $name,
            run: |rounds| {
                for number in 0..rounds {
                    let $number = std::hint::black_box(number);
                    _ = std::hint::black_box($body);
                }
            },
            contended: false,
        }
    };
}

impl Operation {
    /// The same, also measured with several threads.
    pub(crate) const fn contended(mut self) -> Self {
        self.contended = true;
        self
    }

    fn nanoseconds_each(&self, rounds: usize) -> f64 {
        let start = Instant::now();
        (self.run)(rounds);
        start.elapsed().as_nanos() as f64 / rounds as f64
    }

    /// How often it fits into a sample.
    pub(crate) fn rounds_per_sample(&self) -> usize {
        let mut rounds = 1_000;
        loop {
            let start = Instant::now();
            (self.run)(rounds);
            if start.elapsed() * 4 > SAMPLE {
                return rounds * 4;
            }
            rounds *= 2;
        }
    }
}

/// Medians, and the rows that the others are compared with.
pub(crate) struct Table {
    rows: Vec<Row>,
    fetch_add: f64,
    two_instants: f64,
}

struct Row {
    name: &'static str,
    median: f64,
    least: f64,
    allocations: f64,
}

impl Table {
    pub(crate) fn measure(operations: &[Operation], samples: usize) -> Self {
        let rounds: Vec<usize> = operations.iter().map(Operation::rounds_per_sample).collect();
        let mut taken = vec![Vec::with_capacity(samples); operations.len()];
        for sample in 0..samples {
            for step in 0..operations.len() {
                let at = (sample + step) % operations.len();
                taken[at].push(operations[at].nanoseconds_each(rounds[at]));
            }
        }
        let rows: Vec<Row> =
            operations.iter().zip(taken).map(|(operation, taken)| Row::new(operation, taken)).collect();
        let median_of =
            |name: &str| rows.iter().find(|row| row.name == name).map_or(f64::NAN, |row| row.median);
        let (fetch_add, two_instants) = (median_of("fetch_add"), median_of("two Instant::now()"));
        Self { rows, fetch_add, two_instants }
    }
}

impl Row {
    fn new(operation: &Operation, taken: Vec<f64>) -> Self {
        let allocations = allocations::during(|| (operation.run)(1_000)) as f64 / 1_000.0;
        let least = taken.iter().copied().fold(f64::INFINITY, f64::min);
        Self { name: operation.name, median: median(taken), least, allocations }
    }
}

pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "| operation | median ns | least ns | × `fetch_add` | × two `Instant::now()` | allocations |"
        )?;
        writeln!(f, "|---|--:|--:|--:|--:|--:|")?;
        for Row { name, median, least, allocations } in &self.rows {
            let (adds, instants) = (median / self.fetch_add, median / self.two_instants);
            writeln!(f, "| {name} | {median:.2} | {least:.2} | {adds:.2} | {instants:.2} | {allocations} |")?;
        }
        Ok(())
    }
}

/// What it is measured on.
pub(crate) fn machine() -> String {
    let cpus = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        cpus.lines().find_map(|line| line.strip_prefix("model name\t: ")).unwrap_or("unknown processor");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!(
        "{model}, {cores} cores, {}, {}, commit {}\n",
        say("rustc", &["--version"]),
        say("date", &["+%F"]),
        commit()
    )
}

fn commit() -> String {
    say("git", &["rev-parse", "--short", "HEAD"])
}

fn say(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    output.map_or_else(
        |_| "unknown".to_owned(),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    )
}
