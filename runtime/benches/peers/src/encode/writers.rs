//! What a scrape does to a thread that counts meanwhile.

use std::{
    fs, hint,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    thread,
    time::{Duration, Instant},
};

use tickmark::{BoundCounter, encode_text};

use super::{peers::tickmark::Held, report, workload::Workload};
use crate::harness::Effort;

/// How long a sample takes, as a multiple of those of other cases.
const LONGER: u32 = 50;

/// What takes longer may have waited for a core, which is looked up.
const LONG: Duration = Duration::from_micros(2);

/// How long increments took, the clock included.
struct Latencies {
    /// How many took so many nanoseconds.
    counts: Vec<u64>,
    /// In each sample.
    longest: Vec<Duration>,
    /// How many are left out, since the machine took the core away meanwhile.
    interrupted: usize,
}

/// Measures beside scrapes and beside a thread that is as busy, in turns.
pub fn run(lines: usize, effort: Effort) {
    let work = Workload::new(lines);
    let held = Arc::new(Held::new(&work));
    report::heading("writers", &work);
    println!(
        "Nanoseconds of one increment beside another thread, a reading of the clock included; those that lost the core are left out.\n"
    );
    println!(
        "| which counter | the other thread | increments | median | 99 % | 99.9 % | 99.99 % | longest of a sample, median | longest | left out |"
    );
    println!("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|");
    let every: Vec<BoundCounter<'_>> = held.bound(&work).collect();
    for (which, counters) in [("one", &every[..1]), ("10,000 in turn", &every[..])] {
        let mut scraped = Latencies::new();
        let mut busy = Latencies::new();
        let mut page = String::new();
        for _ in 0..effort.samples {
            let time = effort.sample * LONGER;
            scraped.during(counters, time, || {
                page.clear();
                encode_text(&held.registry, &mut page);
            });
            busy.during(counters, time, hint::spin_loop);
        }
        println!("| {which} | scrapes | {} |", scraped.row());
        println!("| {which} | is busy | {} |", busy.row());
    }
}

impl Latencies {
    fn new() -> Self {
        Self { counts: vec![0; 1 << 16], longest: Vec::new(), interrupted: 0 }
    }

    /// Counts in a thread while the calling one does the other thing again and again.
    fn during(&mut self, counters: &[BoundCounter<'_>], time: Duration, mut other: impl FnMut()) {
        self.longest.push(Duration::ZERO);
        let (has_begun, is_over) = (AtomicBool::new(false), AtomicBool::new(false));
        thread::scope(|scope| {
            scope.spawn(|| {
                // Once before, so that the memory that it counts in is there.
                for counter in counters {
                    counter.inc();
                }
                has_begun.store(true, Relaxed);
                self.count(counters.iter().cycle().take_while(|_| !is_over.load(Relaxed)));
            });
            while !has_begun.load(Relaxed) {
                hint::spin_loop();
            }
            let start = Instant::now();
            while start.elapsed() < time {
                other();
            }
            is_over.store(true, Relaxed);
        });
    }

    /// An increment takes from the end of the one before it to its own, so that none hides what happens between them.
    fn count<'a>(&mut self, counters: impl Iterator<Item = &'a BoundCounter<'a>>) {
        let (mut losses, mut end) = (losses(), Instant::now());
        for counter in counters {
            counter.inc();
            let now = Instant::now();
            let took = now - end;
            end = now;
            if took > LONG {
                self.add_long(took, &mut losses);
                end = Instant::now();
            } else {
                self.add(took);
            }
        }
    }

    fn add(&mut self, took: Duration) {
        let last = self.counts.len() - 1;
        self.counts[(took.as_nanos() as usize).min(last)] += 1;
        let longest = self.longest.last_mut().expect("a sample has begun");
        *longest = took.max(*longest);
    }

    #[cold]
    fn add_long(&mut self, took: Duration, before: &mut String) {
        let now = losses();
        if now == *before {
            self.add(took);
        } else {
            self.interrupted += 1;
            *before = now;
        }
    }

    fn row(&self) -> String {
        let all: u64 = self.counts.iter().sum();
        let quantiles =
            [0.5, 0.99, 0.999, 0.9999].map(|quantile| self.quantile((all as f64 * quantile) as u64));
        let [median, most, nearly, all_but_few] = quantiles;
        let mut longest: Vec<u128> = self.longest.iter().map(Duration::as_nanos).collect();
        longest.sort_unstable();
        let (usual, longest) = (longest[longest.len() / 2], longest[longest.len() - 1]);
        format!(
            "{all} | {median} | {most} | {nearly} | {all_but_few} | {usual} | {longest} | {}",
            self.interrupted
        )
    }

    /// The time that as many increments did not exceed.
    fn quantile(&self, rank: u64) -> usize {
        let mut seen = 0;
        let is_reached = |count: &u64| {
            seen += count;
            seen >= rank
        };
        self.counts.iter().position(is_reached).unwrap_or(self.counts.len())
    }
}

/// How often the calling thread lost its core without having asked to wait, as the kernel puts it.
fn losses() -> String {
    let status = fs::read_to_string("/proc/thread-self/status").unwrap_or_default();
    status.lines().find(|line| line.starts_with("nonvoluntary")).unwrap_or_default().to_owned()
}
