#![deny(dead_code, missing_docs)]

//! Lints see the functions as they were written.

/// A store.
pub struct Store;

#[tickmark::timed]
#[tickmark::counted]
impl Store {
    fn pack(&self) {}

    pub fn send(&self) {}
}

fn main() {
    Store.send();
}
