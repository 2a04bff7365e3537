//! `#[track_caller]`: a function that asks where it was called is told so.

use std::panic::Location;

use tickmark::{counted, timed};

use crate::{drive::panics, page::Page};

type Place = Result<&'static Location<'static>, u32>;

#[timed]
#[counted]
#[track_caller]
fn place() -> Place {
    Ok(Location::caller())
}

/// Hides a return.
macro_rules! bail {
    () => {
        return Err(1)
    };
}

#[counted]
#[track_caller]
fn fails(how: u8) -> Place {
    assert_ne!(how, 1, "on purpose");
    if how == 2 {
        bail!();
    }
    Err(Location::caller().line())
}

#[test]
fn the_caller_is_the_one_that_called_the_function() {
    let line = line!() + 1;
    assert_eq!(place().map(Location::line), Ok(line));
    assert_eq!(place().map(Location::file), Ok(file!()));
}

#[test]
fn its_outcome_is_told_all_the_same() {
    assert_eq!(fails(0), Err(line!()));
    assert_eq!(fails(2), Err(1));
    assert!(panics(|| fails(1)));
    let page = Page::now();
    let counts = ["success", "failure", "panic"].map(|outcome| {
        let labels = [("module", module_path!()), ("function", "fails"), ("outcome", outcome)];
        page.count("function_calls_total", &labels)
    });
    assert_eq!(counts, [Some(0), Some(2), Some(1)]);
}
