use tickmark::{time, timed};

const FINE: f64 = 0.9;

#[timed(native(factor = 1))]
fn none() {}

#[timed(native(factor = FINE))]
fn constant() {}

#[timed(native(factor = "1.05"))]
fn text() {}

#[timed(native(factr = 1.05))]
fn slip() {}

#[timed(native = 1.05)]
fn no_list() {}

fn section() {
    time!(native(factor = 0.5), function = "section", {});
}

#[timed(native(factor = 1.0))]
mod block {
    pub fn first() {}
    pub fn second() {}
}

fn main() {}
