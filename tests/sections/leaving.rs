//! How a block is left: by its end, early, or by a panic.

use tickmark::{count, time};

use super::endings;
use crate::{drive::panics, page::Page};

fn parse(text: &str) -> Result<u32, std::num::ParseIntError> {
    let number = time!(name = "section_parse_seconds", counted(name = "section_parsed_total"), {
        assert_ne!(text, "panic", "on purpose");
        text.parse::<u32>()?
    });
    Ok(number + 1)
}

#[test]
fn a_question_mark_leaves_the_function_and_is_a_failure() {
    assert_eq!(parse("1"), Ok(2));
    assert_eq!(parse("2"), Ok(3));
    assert!(parse("x").is_err());
    assert!(panics(|| parse("panic")));
    let page = Page::now();
    let expected = [Some(2), Some(1), Some(1), None];
    assert_eq!(endings(&page, "section_parse_seconds_count"), expected);
    assert_eq!(endings(&page, "section_parsed_total"), expected);
}

fn answer(result: Result<u32, u32>) -> Result<u32, u32> {
    count!(name = "section_answers_total", { result })
}

#[test]
fn the_value_says_whether_it_is_a_failure() {
    assert_eq!(answer(Ok(1)), Ok(1));
    assert_eq!(answer(Err(1)), Err(1));
    assert_eq!(answer(Err(2)), Err(2));
    assert_eq!(endings(&Page::now(), "section_answers_total"), [Some(1), Some(2), Some(0), None]);
}

fn first_even(numbers: &[u32]) -> Option<u32> {
    for &number in numbers {
        count!(name = "section_returning_total", {
            if number % 2 == 0 {
                return Some(number);
            }
        });
    }
    None
}

#[test]
fn return_leaves_the_function_and_is_a_failure() {
    assert_eq!(first_even(&[1, 3, 4, 5]), Some(4));
    assert_eq!(first_even(&[1]), None);
    assert_eq!(endings(&Page::now(), "section_returning_total"), [Some(3), Some(1), Some(0), None]);
}

fn grid() -> (u32, u32) {
    let (mut continued, mut seen) = (0, 0);
    'outer: for row in 0..10 {
        for column in 0..3 {
            count!(name = "section_cells_total", {
                seen += 1;
                if column == 1 {
                    continued += 1;
                    continue 'outer;
                }
                if row == 2 {
                    break 'outer;
                }
            });
        }
    }
    (continued, seen)
}

#[test]
fn break_and_continue_leave_the_loop_and_are_failures() {
    assert_eq!(grid(), (2, 5));
    assert_eq!(endings(&Page::now(), "section_cells_total"), [Some(2), Some(3), Some(0), None]);
}

fn search(numbers: &[u32]) -> u32 {
    time!(name = "section_search_seconds", {
        let mut numbers = numbers.iter();
        loop {
            let number = *numbers.next().expect("on purpose");
            if number > 2 {
                return number;
            }
        }
    })
}

#[test]
fn a_block_without_an_end_is_left_all_the_same() {
    assert_eq!(search(&[1, 2, 3]), 3);
    assert!(panics(|| search(&[])));
    assert_eq!(endings(&Page::now(), "section_search_seconds_count"), [Some(0), Some(1), Some(1), None]);
}

fn never_ends(is_on: bool) -> u32 {
    time!(name = "section_endless_seconds", {
        if is_on {
            return 1;
        }
        return 2;
    });
}

#[test]
fn a_block_that_only_returns_compiles_where_nothing_says_its_type() {
    assert_eq!((never_ends(true), never_ends(false)), (1, 2));
    assert_eq!(endings(&Page::now(), "section_endless_seconds_count"), [Some(0), Some(2), Some(0), None]);
}

fn without_outcome(leave: bool) -> u32 {
    let counted = count!(name = "section_plain_total", outcome = none, {
        if leave {
            return 7;
        }
        1
    });
    let timed = time!(name = "section_plain_seconds", outcome = none, { 1 });
    counted + timed
}

#[test]
fn without_an_outcome_every_way_is_counted_in_one_series() {
    assert_eq!((without_outcome(false), without_outcome(true)), (2, 7));
    let page = Page::now();
    assert_eq!(page.count("section_plain_total", &[]), Some(2));
    assert_eq!(page.count("section_plain_seconds_count", &[]), Some(1));
}
