//! The same with several threads at once.

use std::{
    fmt::Write,
    sync::Barrier,
    thread,
    time::{Duration, Instant},
};

use crate::harness::{Operation, median};

const THREADS: [usize; 5] = [1, 2, 4, 8, 32];

/// Nanoseconds of processor time for each operation that says so, by the number of threads.
pub(crate) fn table(operations: &[Operation], samples: usize) -> String {
    let mut table = String::from(
        "| operation, ns of processor time | 1 thread | 2 | 4 | 8 | 32 |\n|---|--:|--:|--:|--:|--:|\n",
    );
    for operation in operations.iter().filter(|operation| operation.contended) {
        // Long, so that the threads mostly run at the same time.
        let rounds = operation.rounds_per_sample() * 8;
        _ = write!(table, "| {} ", operation.name);
        for threads in THREADS {
            let taken = (0..samples).map(|_| nanoseconds_each(operation, rounds, threads)).collect();
            _ = write!(table, "| {:.2} ", median(taken));
        }
        table.push_str("|\n");
    }
    table
}

/// Wall time, times the cores that can be at work, by the operations that all threads did.
fn nanoseconds_each(operation: &Operation, rounds: usize, threads: usize) -> f64 {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let wall = wall_time(operation, rounds, threads);
    wall.as_nanos() as f64 * threads.min(cores) as f64 / (rounds * threads) as f64
}

/// From the first thread's start to the last one's end, as they saw it themselves: whoever waits for them wakes too late.
fn wall_time(operation: &Operation, rounds: usize, threads: usize) -> Duration {
    let start_line = Barrier::new(threads);
    let work = || {
        // Once before the start, so that leasing a slab is not part of the time.
        (operation.run)(1);
        start_line.wait();
        let start = Instant::now();
        (operation.run)(rounds);
        (start, Instant::now())
    };
    let times: Vec<(Instant, Instant)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(|worker| worker.join().expect("an operation does not panic")).collect()
    });
    let start = times.iter().map(|(start, _)| *start).min();
    let end = times.iter().map(|(_, end)| *end).max();
    start.zip(end).map_or(Duration::ZERO, |(start, end)| end - start)
}
