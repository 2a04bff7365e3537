//! Labels whose values are a closed set.

use tickmark::{LabelSet, LabelValue, counted, timed};

use super::{Method, Size};
use crate::page::Page;

#[counted(name = "labels_closed_total", labels(method = method, size = size, shop = "x"))]
#[expect(dead_code, reason = "its series are there though nobody calls it")]
fn closed(method: Method, size: &mut Size) {}

#[timed(name = "labels_closed_seconds", labels(fast: bool = cfg!(debug_assertions)))]
#[expect(dead_code, reason = "its series are there though nobody calls it")]
async fn closed_async() -> Result<(), ()> {
    Ok(())
}

#[test]
fn every_series_is_there_at_zero_before_the_first_call() {
    let page = Page::now();
    for method in ["card", "bank_transfer", "in cash"] {
        for size in ["BIG", "SMALL"] {
            for outcome in ["success", "panic"] {
                let labels = [("method", method), ("size", size), ("shop", "x"), ("outcome", outcome)];
                assert_eq!(page.count("labels_closed_total", &labels), Some(0), "{labels:?}");
            }
        }
    }
    assert_eq!(page.family("labels_closed_total").map(|family| family.samples.len()), Some(12));
    for outcome in ["success", "failure", "panic", "cancelled"] {
        let labels = [("fast", "false"), ("outcome", outcome)];
        assert_eq!(page.count("labels_closed_seconds_count", &labels), Some(0));
    }
}

#[counted(name = "labels_closed_called_total", labels(method = method, size = size), outcome = none)]
fn called(method: Method, size: Size) {}

#[test]
fn every_combination_has_a_series_of_its_own() {
    let combinations = [Method::Card, Method::BankTransfer, Method::Cash]
        .map(|method| [Size::Big, Size::Small].map(|size| (method, size)));
    for (times, (method, size)) in combinations.iter().flatten().enumerate() {
        (0..times).for_each(|_| called(*method, *size));
    }
    let page = Page::now();
    for (times, (method, size)) in combinations.iter().flatten().enumerate() {
        let (method, size) = (method.with_str(str::to_owned), size.with_str(str::to_owned));
        let labels = [("method", &*method), ("size", &*size)];
        assert_eq!(page.count("labels_closed_called_total", &labels), Some(times as u64), "{labels:?}");
    }
}

struct Basket(Method);

impl Basket {
    fn method(&self) -> Method {
        self.0
    }
}

#[counted(name = "labels_closed_late_total", labels(method = basket.method()), outcome = none)]
fn turns_out_closed(basket: &Basket) {}

#[test]
fn values_whose_type_only_the_compiler_knows_are_all_there_from_the_first_call_on() {
    let values = || Page::now().values_of("labels_closed_late_total", "method").len();
    assert_eq!(values(), 0);
    turns_out_closed(&Basket(Method::Cash));
    assert_eq!(values(), 3);
    turns_out_closed(&Basket(Method::Cash));
    turns_out_closed(&Basket(Method::Card));
    let page = Page::now();
    for (method, expected) in [("in cash", 2), ("card", 1), ("bank_transfer", 0)] {
        assert_eq!(page.count("labels_closed_late_total", &[("method", method)]), Some(expected));
    }
}

#[counted(name = "labels_closed_generic_total", labels(first = first, second = second))]
fn generic<A: LabelValue, B: LabelValue>(first: A, second: B) -> Result<(), ()> {
    Ok(())
}

#[test]
fn a_generic_function_keeps_values_of_different_sets_apart() {
    for (times, call) in
        [|| generic(Method::Cash, Size::Small), || generic(Size::Small, Method::Cash), || generic(true, 'c')]
            .into_iter()
            .enumerate()
    {
        (0..=times).for_each(|_| call().expect("it always succeeds"));
    }
    generic(Size::Big, Method::Card).expect("it always succeeds");
    generic("BIG", "card").expect("it always succeeds");
    let page = Page::now();
    for (first, second, expected) in [
        ("in cash", "SMALL", 1),
        ("SMALL", "in cash", 2),
        ("true", "c", 3),
        // An enum's value and a text that reads the same are the same series.
        ("BIG", "card", 2),
    ] {
        let labels = [("first", first), ("second", second), ("outcome", "success")];
        assert_eq!(page.count("labels_closed_generic_total", &labels), Some(expected), "{labels:?}");
    }
}

#[derive(LabelValue)]
enum Digit {
    D0,
    D1,
    D2,
    D3,
    D4,
    D5,
    D6,
    D7,
    D8,
}

#[derive(LabelSet)]
struct Number {
    hundreds: Digit,
    tens: Digit,
    ones: Digit,
    sign: bool,
    exact: bool,
    half: bool,
}

#[counted(name = "labels_closed_many_total", labels(hundreds = number.hundreds, tens = number.tens, ones = number.ones, sign = number.sign, exact = number.exact, half = number.half), outcome = none)]
fn many_combinations(number: &Number) {}

#[test]
fn more_combinations_than_are_worth_making_in_advance_appear_when_they_are_used() {
    let number =
        |ones| Number { hundreds: Digit::D8, tens: Digit::D1, ones, sign: true, exact: false, half: true };
    for ones in [Digit::D0, Digit::D2, Digit::D3, Digit::D4, Digit::D5, Digit::D6, Digit::D7] {
        many_combinations(&number(ones));
    }
    let page = Page::now();
    assert_eq!(page.values_of("labels_closed_many_total", "ones").len(), 7);
    assert_eq!(page.values_of("labels_closed_many_total", "hundreds"), ["d8"]);
}
