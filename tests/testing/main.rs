//! `tickmark::testing`: what tests of annotated code do. A binary of its own, for it is built with the feature of that name.

#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

mod assert;
#[allow(dead_code, reason = "the other tests use all of it")]
#[path = "../drive.rs"]
mod drive;
mod lint;
mod place;
mod requests;
mod scope;
mod scope_of_futures;
mod snapshot;
