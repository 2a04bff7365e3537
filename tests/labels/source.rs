//! Values from arguments, from expressions, and from the attribute itself.

use tickmark::{LabelValue, counted, timed};

use super::{Method, Size};
use crate::{
    drive::{finish, pause},
    page::Page,
};

#[counted(name = "labels_of_moved_total", labels(title = title, method = method), outcome = none)]
fn moved(title: String, method: Method) -> (String, Method) {
    (title, method)
}

#[timed(name = "labels_of_moved_seconds", labels(title = title, method = &method))]
async fn moved_async(title: String, method: Box<Method>) -> Result<(String, Method), ()> {
    pause().await;
    Ok((title, *method))
}

#[test]
fn an_argument_that_the_body_moves_is_read_before_that() {
    assert_eq!(moved("Emma".to_owned(), Method::Cash).0, "Emma");
    assert!(finish(moved_async("Emma".to_owned(), Box::new(Method::Cash))).is_ok());
    let page = Page::now();
    let labels = [("title", "Emma"), ("method", "in cash")];
    assert_eq!(page.count("labels_of_moved_total", &labels), Some(1));
    let labels = [("title", "Emma"), ("method", "in cash"), ("outcome", "success")];
    assert_eq!(page.count("labels_of_moved_seconds_count", &labels), Some(1));
}

#[counted(name = "labels_as_passed_total", labels(depth = depth), outcome = none)]
fn changes_its_argument(mut depth: u32) -> u32 {
    depth += 1;
    depth
}

#[test]
fn a_label_is_what_was_passed_not_what_became_of_it() {
    assert_eq!(changes_its_argument(7), 8);
    assert_eq!(Page::now().values_of("labels_as_passed_total", "depth"), ["7"]);
}

struct Order {
    title: String,
    method: Method,
    shelf: u8,
}

impl Order {
    fn method(&self) -> Method {
        self.method
    }

    #[counted(
        name = "labels_of_expressions_total",
        labels(
            shop = "main street",
            length = self.title.len(),
            first: char = self.title.chars().next().unwrap_or('?'),
            method: Method = self.method(),
            shelf = &self.shelf,
            is_long = self.title.len() > 4,
        ),
    )]
    fn send(&self) {}
}

#[test]
fn values_come_from_any_expression_over_the_arguments_and_fixed_ones_from_the_attribute() {
    Order { title: "Émma".to_owned(), method: Method::BankTransfer, shelf: 3 }.send();
    let labels = [
        ("shop", "main street"),
        ("length", "5"),
        ("first", "É"),
        ("method", "bank_transfer"),
        ("shelf", "3"),
        ("is_long", "true"),
        ("outcome", "success"),
    ];
    assert_eq!(Page::now().count("labels_of_expressions_total", &labels), Some(1));
}

#[counted(name = "labels_shadowed_total", labels(call = call, result = result, r#type = r#type), outcome(label = "end"))]
fn with_names_that_the_macro_uses(call: u8, result: &str, r#type: Size) -> Result<u8, ()> {
    let private = call;
    if result.is_empty() { Err(()) } else { Ok(private + r#type as u8) }
}

#[test]
fn arguments_may_have_any_name() {
    assert_eq!(with_names_that_the_macro_uses(1, "r", Size::Small), Ok(2));
    let labels = [("call", "1"), ("result", "r"), ("type", "SMALL"), ("end", "success")];
    assert_eq!(Page::now().count("labels_shadowed_total", &labels), Some(1));
}

/// Counts how often it is asked.
struct Asked<'a>(&'a std::cell::Cell<u32>);

impl LabelValue for Asked<'_> {
    fn with_str<R>(&self, read: impl FnOnce(&str) -> R) -> R {
        self.0.set(self.0.get() + 1);
        read("asked")
    }
}

#[counted(name = "labels_with_eight_total", labels(a = a, b = b, c = c, d = d, e = e, f = f, g = asked, h = h))]
#[allow(
    clippy::too_many_arguments,
    clippy::many_single_char_names,
    reason = "as many labels as there can be"
)]
fn with_eight(a: u8, b: &str, c: char, d: bool, e: String, f: Method, asked: &Asked<'_>, h: i64) {
    drop(e);
}

#[test]
fn eight_labels_can_be_read() {
    let asked = std::cell::Cell::new(0);
    for _ in 0..2 {
        with_eight(1, "2", '3', true, "5".to_owned(), Method::Card, &Asked(&asked), -8);
    }
    let labels = [
        ("a", "1"),
        ("b", "2"),
        ("c", "3"),
        ("d", "true"),
        ("e", "5"),
        ("f", "card"),
        ("g", "asked"),
        ("h", "-8"),
        ("outcome", "success"),
    ];
    assert_eq!(Page::now().count("labels_with_eight_total", &labels), Some(2));
    assert!(asked.get() > 0);
}
