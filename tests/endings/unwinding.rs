//! Calls that begin while a panic unwinds, in destructors.

use tickmark::{counted, timed};

use super::{moved_of, once};
use crate::{
    drive::{finish, panics, pause},
    page::Page,
};

/// Calls `tidy` when it is dropped.
struct Tidies(fn());

impl Drop for Tidies {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// What moved of `function`, which `tidy` calls while a panic unwinds.
fn moved_while_unwinding(function: &str, tidy: fn()) -> Vec<(String, String, u64)> {
    let before = Page::now();
    assert!(panics(|| {
        let _tidies = Tidies(tidy);
        panic!("somebody else's");
    }));
    moved_of(module_path!(), function, &before, &Page::now())
}

#[timed]
#[counted]
fn ends_well() {}

#[timed]
#[counted]
fn returns_well() -> Result<(), String> {
    Ok(())
}

#[timed]
#[counted]
async fn is_awaited_to_its_end() {
    pause().await;
}

#[test]
fn a_call_from_a_destructor_that_ends_well_is_a_success_though_its_thread_unwinds() {
    assert_eq!(moved_while_unwinding("ends_well", ends_well), once("success"));
    assert_eq!(moved_while_unwinding("returns_well", || _ = returns_well()), once("success"));
    let tidy = || finish(is_awaited_to_its_end());
    assert_eq!(moved_while_unwinding("is_awaited_to_its_end", tidy), once("success"));
}

#[timed]
#[counted]
fn returns_badly() -> Result<(), String> {
    panic!("on purpose")
}

#[test]
fn a_call_from_a_destructor_that_panics_is_a_panic() {
    let tidy = || assert!(panics(returns_badly));
    assert_eq!(moved_while_unwinding("returns_badly", tidy), once("panic"));
}
