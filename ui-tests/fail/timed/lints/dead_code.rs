#![deny(dead_code)]

use tickmark::timed;

#[timed]
fn pack() {}

fn main() {}
