//! Where a block stands, and what it takes from there.

use tickmark::{count, time};

use super::endings;
use crate::page::Page;

struct Shelf {
    items: Vec<String>,
    moved: u32,
}

impl Shelf {
    fn first(&mut self) -> Option<&mut String> {
        time!(name = "section_first_seconds", { self.items.first_mut() })
    }

    fn moved(&mut self) -> &mut u32 {
        count!(name = "section_moved_total", labels(items = self.items.len()), { &mut self.moved })
    }

    fn take(self) -> Vec<String> {
        count!(name = "section_taken_total", { self.items })
    }
}

#[test]
fn a_block_borrows_and_moves_as_if_it_stood_alone() {
    let mut shelf = Shelf { items: vec!["a".to_owned()], moved: 0 };
    shelf.first().expect("it is there").push('b');
    *shelf.moved() += 1;
    assert_eq!(shelf.moved, 1);
    assert_eq!(shelf.take(), ["ab"]);
    let page = Page::now();
    assert_eq!(endings(&page, "section_first_seconds_count"), [Some(1), Some(0), Some(0), None]);
    assert_eq!(page.count("section_moved_total", &[("items", "1"), ("outcome", "success")]), Some(1));
    assert_eq!(endings(&page, "section_taken_total"), [Some(1), Some(0), Some(0), None]);
}

#[test]
fn blocks_nest_and_repeat() {
    let mut sum = 0;
    for number in 0..4 {
        sum += time!(name = "section_nest_outer_seconds", {
            number
                + time!(name = "section_nest_inner_seconds", { 1 })
                + count!(name = "section_nest_total", { 1 })
        });
    }
    assert_eq!(sum, 14);
    let page = Page::now();
    for sample in
        ["section_nest_outer_seconds_count", "section_nest_inner_seconds_count", "section_nest_total"]
    {
        assert_eq!(endings(&page, sample), [Some(4), Some(0), Some(0), None], "{sample}");
    }
}

fn generic<T: ToString, const N: usize>(values: [T; N]) -> Vec<String> {
    time!(name = "section_generic_seconds", labels(size = N), { values.iter().map(T::to_string).collect() })
}

#[test]
fn a_block_stands_in_generic_functions() {
    assert_eq!(generic([1, 2]), ["1", "2"]);
    assert_eq!(generic(["a"]), ["a"]);
    let page = Page::now();
    for size in ["1", "2"] {
        let labels = [("size", size), ("outcome", "success")];
        assert_eq!(page.count("section_generic_seconds_count", &labels), Some(1), "{size}");
    }
}

/// A macro that times what it is given.
macro_rules! timed_block {
    ($name:literal, $block:block) => {
        time!(name = $name, $block)
    };
    ($name:literal, async $value:expr) => {
        time!(name = $name, async { $value })
    };
    ($name:literal => $whole:expr) => {
        time!(name = $name, $whole)
    };
}

#[test]
fn macros_may_hand_their_blocks_on() {
    assert_eq!(timed_block!("section_handed_seconds", { Some(1) }), Some(1));
    assert_eq!(crate::drive::finish(timed_block!("section_handed_on_seconds", async 2)), 2);
    assert_eq!(crate::drive::finish(timed_block!("section_handed_on_seconds" => async move { 3 })), 3);
    let page = Page::now();
    assert_eq!(endings(&page, "section_handed_seconds_count"), [Some(1), Some(0), Some(0), None]);
    assert_eq!(endings(&page, "section_handed_on_seconds_count"), [Some(2), Some(0), Some(0), Some(0)]);
}

#[test]
fn names_of_the_user_are_not_those_of_the_macro() {
    let (call, result, guard, output) = (1, 2, 3, 4);
    let sum =
        time!(name = "section_names_seconds", labels(call = call), error_if = |value| *value == result, {
            call + result + guard + output
        });
    let later = time!(name = "section_names_later_seconds", async { call + result + guard + output });
    assert_eq!((sum, crate::drive::finish(later)), (10, 10));
}
