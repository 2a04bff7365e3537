//! Rows of a table take turns, as those of the other cases do.

use std::{hint::black_box, time::Duration};

use rustix::time::{ClockId, clock_gettime};

use super::{
    allocations::{self, Allocated},
    row::{Page, Row},
};
use crate::harness::Effort;

/// What a page costs.
pub struct Cost {
    pub bytes: usize,
    /// Into memory that an earlier page was written to.
    pub reused: Duration,
    /// Into memory that has to be got, and given back.
    pub fresh: Duration,
    pub allocated: Allocated,
}

/// The cost of each row: medians of samples that are taken in turn, each round beginning with another row.
pub fn measure(rows: &[Row], effort: Effort) -> Vec<Cost> {
    let mut pages: Vec<Page> = rows.iter().map(|_| Page::default()).collect();
    let mut reused = vec![Vec::new(); rows.len()];
    let mut fresh = vec![Vec::new(); rows.len()];
    for round in 0..effort.samples {
        for turn in 0..rows.len() {
            let at = (round + turn) % rows.len();
            let (row, page) = (&rows[at], &mut pages[at]);
            reused[at].push(sample(effort.sample, || row.encode(page)));
            fresh[at].push(sample(effort.sample, || row.encode(black_box(&mut Page::default()))));
        }
    }
    let each = rows.iter().zip(&mut pages).zip(reused).zip(fresh);
    each.map(|(((row, page), reused), fresh)| Cost {
        allocated: allocations::during(|| row.encode(page)),
        bytes: page.len(),
        reused: median(reused),
        fresh: median(fresh),
    })
    .collect()
}

/// How long the thread takes for one, of as many as fill the time, after some that get caches and memory as they are when
/// it is done again and again.
fn sample(at_least: Duration, mut encode: impl FnMut()) -> Duration {
    let mut times = 1;
    let mut took = spent_on(times, &mut encode);
    while took * 8 < at_least {
        times *= 2;
        took = spent_on(times, &mut encode);
    }
    let times = (f64::from(times) * at_least.as_secs_f64() / took.as_secs_f64()).ceil().max(1.0) as u32;
    spent_on(times, encode) / times
}

fn spent_on(times: u32, mut encode: impl FnMut()) -> Duration {
    let start = on_core();
    for _ in 0..times {
        encode();
    }
    on_core().saturating_sub(start)
}

/// How long the thread has had a core: pages take so long that others get it meanwhile.
fn on_core() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec as u32)
}

fn median(mut samples: Vec<Duration>) -> Duration {
    samples.sort_unstable();
    samples[samples.len() / 2]
}
