//! A model of what threads share in a family whose series can go: `loom` runs each test for the orders in which threads may be seen to act.

#![allow(clippy::unwrap_used, reason = "what stands around the tests is a test as well")]

/// The very files of the runtime, built with what the model watches.
#[path = "../../src/cell/lease.rs"]
#[allow(dead_code, reason = "the model does not ask for everything")]
mod lease;
#[path = "../../src/cell/readers.rs"]
mod readers;
#[path = "../../src/cell/roster.rs"]
#[allow(dead_code, reason = "the model does not ask for everything")]
mod roster;
#[path = "../../src/cell/slab.rs"]
#[allow(dead_code, reason = "the model does not ask for everything")]
mod slab;
#[path = "../../src/cell/slot.rs"]
#[allow(dead_code, unreachable_pub, reason = "the model does not ask for everything")]
mod slot;
#[path = "../../src/cell/uses.rs"]
mod uses;

#[path = "../../src/family/removable/entry.rs"]
#[allow(dead_code, reason = "the model does not ask for everything")]
mod entry;
#[path = "../../src/family/removable/idle.rs"]
#[allow(dead_code, reason = "the model does not ask for everything")]
mod idle;
#[path = "../../src/family/removable/list.rs"]
#[allow(dead_code, reason = "the model does not ask for everything")]
mod list;

mod allocator;
#[allow(clippy::unused_self, reason = "called as what it stands for")]
mod around;
mod series;
mod sync;
mod values;

use allocator::SlotRange;
use around::{Hashed, cell, clock, family, metric, timestamp};
use loom::model::Builder;
use slab::Slabs;
use slot::Slot;
use sync::{FENCES, Fences, IS_THOROUGH};
use uses::Uses;

loom::lazy_static! {
    static ref SLABS: Slabs = Slabs::new();
}

/// Runs a test with the fences in either place; a thread is interrupted at most so often where it need not be.
fn model(interruptions: usize, test: impl Fn() + Copy + Send + Sync + 'static) {
    run(false, interruptions, test);
}

/// The same where pointers take turns as well, for tests that are short enough.
fn thorough_model(interruptions: usize, test: impl Fn() + Copy + Send + Sync + 'static) {
    run(true, interruptions, test);
}

fn run(is_thorough: bool, interruptions: usize, test: impl Fn() + Copy + Send + Sync + 'static) {
    IS_THOROUGH.set(is_thorough);
    for fences in [Fences::Before, Fences::After] {
        FENCES.set(fences);
        let mut builder = Builder::new();
        builder.preemption_bound = Some(interruptions);
        builder.max_branches = 10_000;
        builder.check(test);
    }
}
