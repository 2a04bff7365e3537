//! The instructions of the ten hottest paths, which must not grow: `bash runtime/benches/instructions.sh`.
//!
//! Each path is measured in a process of its own that has done it before: the clock has settled, the series exists, the
//! slab is leased. The operations are those of the benchmark `hot_path`, a thousand at once; the loop is in every count.

#![allow(missing_docs, unused_qualifications, reason = "the harness generates both")]

#[path = "hot_path/allocations.rs"]
#[expect(dead_code, reason = "what a series takes is for `hot_path`")]
mod allocations;
#[path = "hot_path/harness.rs"]
#[expect(dead_code, reason = "what it does about time is for `hot_path`")]
mod harness;
#[path = "hot_path/operations.rs"]
#[expect(dead_code, reason = "what others are compared with is for `hot_path`")]
mod operations;

use std::hint::black_box;

use gungraun::prelude::*;
use tickmark::{Counter, Family, LabelSet};

#[derive(LabelSet)]
struct Open<'a> {
    path: &'a str,
    host: &'a str,
}

static OPEN: Family<Open<'static>, Counter> = Family::new();

/// One series only: hashes are seeded anew in every process, and how many of several collide is chance.
fn one_open_series(rounds: usize) {
    for _ in 0..rounds {
        OPEN.with(black_box(Open { path: "/orders/{id}", host: "shop.example" })).inc();
    }
}

/// What `hot_path` calls so.
fn named(name: &str) -> fn(usize) {
    let operations = operations::all();
    let found = operations.iter().find(|operation| operation.name == name);
    found.unwrap_or_else(|| panic!("`hot_path` has no operation {name}")).run
}

/// Lets it find everything as it is in a program that has been running.
fn steady(run: fn(usize)) -> fn(usize) {
    operations::settle_clock();
    run(1_000);
    run
}

#[library_benchmark(setup = steady)]
#[bench::counter_inc(named("`Counter::inc`"))]
#[bench::histogram_observe(named("`Histogram::observe`, 11 buckets"))]
#[bench::family_closed(named("`Family::with`, closed label"))]
#[bench::family_open(one_open_series)]
#[bench::counted(named("`#[counted]`"))]
#[bench::counted_result(named("`#[counted]`, `Result`"))]
#[bench::counted_closed(named("`#[counted]`, closed label"))]
#[bench::timed(named("`#[timed]`"))]
#[bench::timed_result(named("`#[timed]`, `Result`"))]
#[bench::timed_async(named("`#[timed] async fn`, ready"))]
fn thousand(run: fn(usize)) {
    run(1_000);
}

library_benchmark_group!(name = hottest, benchmarks = thousand);

main!(
    // The `memcmp` that every processor can run: which one the C library takes must not matter.
    config = LibraryBenchmarkConfig::default().env("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-AVX2,-SSE4_1");
    library_benchmark_groups = hottest
);
