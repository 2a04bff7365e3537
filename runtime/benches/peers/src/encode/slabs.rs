//! What a page of tickmark costs when many threads have added to every series, and when chance made the order of series.

use std::{
    sync::{Arc, Barrier},
    thread,
};

use super::{
    floors,
    peers::tickmark::{Held, text},
    report, same_pages,
    turns::{self, Cost},
    workload::Workload,
};
use crate::harness::Effort;

/// How many threads have something on every line, the one that scrapes included.
const THREADS: usize = 16;

/// Measures before there are threads, and while they wait.
pub fn run(lines: usize, effort: Effort) {
    let (work, shuffled) = (Arc::new(Workload::new(lines)), Workload::new(lines).shuffled());
    let by_one = Arc::new(Held::new(&work));
    let by_chance = Arc::new(Held::new(&shuffled));
    let mut rows = floors::rows(&work);
    rows.extend([text(&by_one, "1 slab"), text(&by_chance, "1 slab, series in an order of chance")]);
    let rows = same_pages(&work, rows);
    let before = turns::measure(&rows, effort);
    report::table("encode-slabs, one thread", &work, &rows, &before);

    let by_many = Arc::new(Held::new(&work));
    let threads = Parked::after(|| {
        let (work, by_many) = (work.clone(), by_many.clone());
        move || by_many.record(&work)
    });
    let mut rows = floors::rows(&work);
    rows.extend([text(&by_one, "1 slab, 15 others have other series"), text(&by_many, "16 slabs")]);
    for row in &mut rows {
        row.lines = work.lines();
    }
    let beside = turns::measure(&rows, effort);
    threads.end();
    report::table("encode-slabs, 16 threads", &work, &rows, &beside);
    let times = |than: &Cost| beside[3].reused.as_secs_f64() / than.reused.as_secs_f64();
    println!(
        "\n16 slabs cost {:.2} × 1 slab before there were threads, and {:.2} × 1 slab beside them.",
        times(&before[2]),
        times(&beside[2])
    );
}

/// Threads that have done something and wait until they may end.
struct Parked {
    end: Arc<Barrier>,
    threads: Vec<thread::JoinHandle<()>>,
}

impl Parked {
    fn after<W: FnOnce() + Send + 'static>(work: impl Fn() -> W) -> Self {
        let (done, end) = (Arc::new(Barrier::new(THREADS)), Arc::new(Barrier::new(THREADS)));
        let threads = (1..THREADS).map(|_| {
            let (work, done, end) = (work(), done.clone(), end.clone());
            thread::spawn(move || {
                work();
                done.wait();
                end.wait();
            })
        });
        let threads = threads.collect();
        done.wait();
        Self { end, threads }
    }

    fn end(self) {
        self.end.wait();
        for thread in self.threads {
            thread.join().expect("it only waits");
        }
    }
}
