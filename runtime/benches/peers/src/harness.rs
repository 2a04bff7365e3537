//! Runs the operations of one case side by side, so that what the machine does meanwhile hits all of them.

use std::{
    hint::black_box,
    sync::Barrier,
    thread,
    time::{Duration, Instant},
};

/// What is asked of every peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    Counter,
    Counted,
    Observe,
    Timed,
    Outcome,
    Async,
    Closed,
    Open,
}

impl Case {
    /// All of them, in the order of the report.
    pub const ALL: [Self; 8] = [
        Self::Counter,
        Self::Counted,
        Self::Observe,
        Self::Timed,
        Self::Outcome,
        Self::Async,
        Self::Closed,
        Self::Open,
    ];

    /// The cases that two threads run as well.
    pub const CONTENDED: [Self; 4] = [Self::Counter, Self::Observe, Self::Timed, Self::Open];

    /// What the command line calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Counted => "counted",
            Self::Observe => "observe",
            Self::Timed => "timed",
            Self::Outcome => "outcome",
            Self::Async => "async",
            Self::Closed => "closed-label",
            Self::Open => "open-labels",
        }
    }

    /// What the report calls it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Counter => "increment a counter that is at hand",
            Self::Counted => "a function that counts its calls",
            Self::Observe => "observe one of 16 values, spread over 11 buckets",
            Self::Timed => "a function that times its calls",
            Self::Outcome => "a function that times its calls and returns a `Result`, by outcome",
            Self::Async => "an `async` function that times its calls and is ready at once",
            Self::Closed => "increment a counter with one label of a closed set",
            Self::Open => "increment a counter with two open string labels, the series exists",
        }
    }
}

/// One row of a table: a way to do what a case asks.
pub struct Op {
    pub case: Case,
    pub peer: &'static str,
    pub name: &'static str,
    repeat: Box<dyn Fn(u64) + Sync>,
    read: Option<Box<dyn Fn() -> u64 + Sync>>,
    tidy: fn(),
}

/// All rows of all cases.
#[derive(Default)]
pub struct Bench {
    pub ops: Vec<Op>,
}

impl Bench {
    /// Adds what `peer` does in `case`; `read` says how much it has counted so far.
    pub fn op<R>(
        &mut self,
        (peer, case): (&'static str, Case),
        name: &'static str,
        call: impl Fn(u64) -> R + Sync + 'static,
        read: impl Fn() -> u64 + Sync + 'static,
    ) {
        self.floor((peer, case), name, call);
        self.last().read = Some(Box::new(read));
    }

    /// Adds an operation that counts nothing that could be read.
    pub fn floor<R>(
        &mut self,
        (peer, case): (&'static str, Case),
        name: &'static str,
        call: impl Fn(u64) -> R + Sync + 'static,
    ) {
        let repeat = Box::new(move |times| {
            for i in 0..times {
                black_box(call(i));
            }
        });
        self.ops.push(Op { case, peer, name, repeat, read: None, tidy: || () });
    }

    /// Has `tidy` called after each sample of the operation that was added last, outside of what is measured.
    pub fn tidy(&mut self, tidy: fn()) {
        self.last().tidy = tidy;
    }

    fn last(&mut self) -> &mut Op {
        self.ops.last_mut().expect("an operation was added")
    }
}

impl Op {
    /// Refuses an operation that does not count each of its calls, so that no row measures nothing.
    pub fn check(&self) {
        const CALLS: u64 = 10;
        let Some(read) = &self.read else { return };
        let before = read();
        (self.repeat)(CALLS);
        let counted = read() - before;
        let Self { peer, name, .. } = self;
        assert_eq!(counted, CALLS, "{peer}, {name}, {}: not all calls were counted", self.case.name());
    }
}

/// How long to look.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    pub samples: usize,
    pub sample: Duration,
}

impl Effort {
    /// For numbers to quote.
    pub const FULL: Self = Self { samples: 15, sample: Duration::from_millis(10) };
    /// For seeing that everything runs.
    pub const QUICK: Self = Self { samples: 3, sample: Duration::from_millis(2) };
}

/// What one operation costs, in nanoseconds of one core's time.
pub struct Cost {
    pub median: f64,
    pub min: f64,
}

/// The cost of each operation on so many threads: in every round each gets one sample, and each round begins with another one.
pub fn measure(ops: &[&Op], threads: usize, effort: Effort) -> Vec<Cost> {
    let blocks: Vec<u64> = ops.iter().map(|op| block(op)).collect();
    let mut samples = vec![Vec::with_capacity(effort.samples); ops.len()];
    for round in 0..=effort.samples {
        for turn in 0..ops.len() {
            let at = (round + turn) % ops.len();
            let sample = sample(ops[at], threads, blocks[at], effort.sample);
            // Round 0 is there to get warm.
            if round > 0 {
                samples[at].push(sample);
            }
        }
    }
    samples.into_iter().map(cost).collect()
}

/// Median and minimum of all samples.
fn cost(mut samples: Vec<f64>) -> Cost {
    samples.sort_by(f64::total_cmp);
    Cost { median: samples[samples.len() / 2], min: samples[0] }
}

/// How many calls take so long that reading the clock after them does not matter; the shortest of three tries, so that being
/// pre-empted is not taken for work.
fn block(op: &Op) -> u64 {
    const LONG_ENOUGH: Duration = Duration::from_micros(20);
    let mut calls = 64;
    while (0..3).any(|_| spend(op, calls, Duration::ZERO).time < LONG_ENOUGH) {
        calls *= 2;
    }
    (op.tidy)();
    calls
}

/// What was done in how much time of one core.
struct Spent {
    time: Duration,
    calls: u64,
}

/// Calls block by block until the time is up.
fn spend(op: &Op, block: u64, at_least: Duration) -> Spent {
    let start = Instant::now();
    let mut calls = 0;
    loop {
        (op.repeat)(block);
        calls += block;
        let time = start.elapsed();
        if time >= at_least {
            return Spent { time, calls };
        }
    }
}

/// One sample: nanoseconds of core time for one call.
fn sample(op: &Op, threads: usize, block: u64, time: Duration) -> f64 {
    let spent = match threads {
        1 => vec![spend(op, block, time)],
        _ => together(op, threads, block, time),
    };
    (op.tidy)();
    let time: Duration = spent.iter().map(|spent| spent.time).sum();
    let calls: u64 = spent.iter().map(|spent| spent.calls).sum();
    time.as_secs_f64() * 1e9 / calls as f64
}

/// Each thread on a core of its own, all for the same time, so that none runs without the others.
fn together(op: &Op, threads: usize, block: u64, time: Duration) -> Vec<Spent> {
    let cores = core_affinity::get_core_ids().unwrap_or_default();
    let start = Barrier::new(threads);
    thread::scope(|scope| {
        let handles: Vec<_> = (0..threads)
            .map(|at| {
                let (core, start) = (cores.get(at).copied(), &start);
                scope.spawn(move || {
                    core.map(core_affinity::set_for_current);
                    (op.repeat)(block);
                    start.wait();
                    spend(op, block, time)
                })
            })
            .collect();
        handles.into_iter().map(|handle| handle.join().expect("no operation panics")).collect()
    })
}
