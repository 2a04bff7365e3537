//! Exemplars: what a sink is told of them when it is asked for a page. A binary of its own, for it is built with the crates of tracers.

mod by_hand;
#[allow(dead_code, reason = "the other tests use all of it")]
#[path = "../drive.rs"]
mod drive;
mod flood;
mod pages;
mod requests;
mod seen;
mod spans;
mod teardown;
mod tracing_spans;
