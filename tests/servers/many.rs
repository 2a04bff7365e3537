//! Pages that are made up.

use std::cell::RefCell;

use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, TestCaseError, TestRunner},
};
use tickmark::{Exemplar, exposition::Encoder};

use super::content::{Family, exemplar, families, registry_of};

const PAGES: u32 = 200;

/// As many families.
pub(super) fn made_up(count: usize) -> Vec<Family> {
    let families = families(exemplar, count).new_tree(&mut TestRunner::default());
    let families = families.expect("families are easily made").current();
    println!("made up: {families:#?}");
    families
}

/// Beside families tells one of many numbers, from which it is chosen how they are written.
pub(super) fn for_many_pages(
    exemplar: fn() -> BoxedStrategy<Exemplar>,
    test: impl FnMut(&[Family], usize) -> Result<(), String>,
) {
    let test = RefCell::new(test);
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(PAGES) });
    let verdict = runner.run(&(families(exemplar, 1..5), 0..60_usize), |(families, choice)| {
        (test.borrow_mut())(&families, choice).map_err(TestCaseError::fail)
    });
    verdict.unwrap_or_else(|failure| panic!("{failure}"));
}

pub(super) fn page(encoder: Encoder, families: &[Family]) -> Vec<u8> {
    let mut page = Vec::new();
    encoder.encode(&registry_of(families), &mut page);
    page
}
