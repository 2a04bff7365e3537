//! Rows of a table take turns, as those of the other cases do.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

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

/// How long it takes, after once that gets caches and memory as they are when it is done again and again.
fn sample(at_least: Duration, mut encode: impl FnMut()) -> Duration {
    encode();
    let start = Instant::now();
    let mut times = 0;
    loop {
        encode();
        times += 1;
        let time = start.elapsed();
        if time >= at_least {
            return time / times;
        }
    }
}

fn median(mut samples: Vec<Duration>) -> Duration {
    samples.sort_unstable();
    samples[samples.len() / 2]
}
