use std::future::Future;

use tickmark::timed;

#[timed]
fn pack(size: u64) -> impl Future<Output = u64> {
    std::future::ready(size)
}

fn main() {}
