//! Every way in which a call can end, in every shape that a function can have.

mod dropped;
mod shapes;
mod stream;
mod table;
mod unwinding;

use tickmark::{counted, timed};

use crate::{
    drive::{cancel, panics, pause},
    page::{Page, Sample, moved},
};

const FAMILIES: [&str; 2] = ["function_calls_total", "function_duration_seconds"];

/// What moved of a function, other than the sum and the buckets of its durations: which family, which outcome, by how much.
fn moved_of(module: &str, function: &str, before: &Page, after: &Page) -> Vec<(String, String, u64)> {
    // What streams yield is counted before anybody knows how they end.
    let is_its_own = |sample: &Sample| {
        sample.label("module") == Some(module)
            && sample.label("function") == Some(function)
            && sample.label("outcome").is_some()
    };
    let mut counts = Vec::new();
    for sample in moved(before, after).into_iter().filter(is_its_own) {
        let outcome = sample.label("outcome").expect("it has an outcome").to_owned();
        if sample.name.ends_with("_count") || sample.name.ends_with("_total") {
            let family = FAMILIES.into_iter().find(|family| sample.name.starts_with(family));
            counts.push((family.expect("it has no other").to_owned(), outcome, difference(sample.value)));
        }
    }
    counts
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was just checked")]
fn difference(value: f64) -> u64 {
    assert!(value > 0.0 && value.fract() == 0.0, "{value} is not what a count moves by");
    value as u64
}

/// Once in the family of counts and once in that of durations.
fn once(outcome: &str) -> Vec<(String, String, u64)> {
    FAMILIES.map(|family| (family.to_owned(), outcome.to_owned(), 1)).into()
}

#[timed]
#[counted]
async fn dropped_half_way() -> Result<(), String> {
    pause().await;
    Ok(())
}

#[timed]
#[counted]
fn panicking() -> Result<(), String> {
    panic!("on purpose")
}

#[test]
fn a_call_that_is_dropped_half_way_is_cancelled_and_one_that_panics_is_a_panic_and_nothing_else_moves() {
    let before = Page::now();
    cancel(dropped_half_way());
    assert!(panics(panicking));
    let after = Page::now();

    for (function, outcome) in [("dropped_half_way", "cancelled"), ("panicking", "panic")] {
        let of_function = [("module", module_path!()), ("function", function), ("outcome", outcome)];
        assert_eq!(after.count("function_calls_total", &of_function), Some(1));
        assert_eq!(after.count("function_duration_seconds_count", &of_function), Some(1));
        assert_eq!(moved_of(module_path!(), function, &before, &after), once(outcome));
        // The whole page: whatever moved of the function, be it a bucket or a sum, is of this one ending.
        let moved = moved(&before, &after);
        let of_others = |sample: &&Sample| {
            sample.label("module") == Some(module_path!())
                && sample.label("function") == Some(function)
                && sample.label("outcome") != Some(outcome)
        };
        assert_eq!(moved.iter().find(of_others), None);
    }
}
