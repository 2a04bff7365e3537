//! What a function returns is what it returned without the attribute.

use std::{borrow::Cow, io};

use tickmark::{Outcome, timed};

use crate::page::Page;

fn count(function: &str, outcome: &str) -> Option<u64> {
    let labels = [("module", module_path!()), ("function", function), ("outcome", outcome)];
    Page::of_module(module_path!()).count("function_duration_seconds_count", &labels)
}

struct Shelf {
    books: Vec<String>,
}

impl Shelf {
    #[timed]
    fn first(&self) -> Option<&str> {
        self.books.first().map(String::as_str)
    }

    #[timed]
    fn first_mut(&mut self) -> &mut String {
        if self.books.is_empty() {
            self.books.push(String::new());
        }
        &mut self.books[0]
    }

    #[timed]
    fn find_mut<'a>(&'a mut self, title: &str) -> Result<&'a mut String, Cow<'a, str>> {
        self.books.iter_mut().find(|book| *book == title).ok_or(Cow::Borrowed("not here"))
    }

    #[timed]
    fn titles(&self) -> impl Iterator<Item = &str> {
        self.books.iter().map(String::as_str)
    }

    #[timed]
    fn longest(&self) -> io::Result<impl Iterator<Item = char> + use<'_>> {
        let longest = self.books.iter().max_by_key(|book| book.len());
        Ok(longest.ok_or(io::ErrorKind::NotFound)?.chars())
    }

    #[timed]
    fn into_books(self) -> Vec<String> {
        self.books
    }

    #[timed]
    async fn borrow_again(&mut self) -> Result<&mut Vec<String>, io::Error> {
        Ok(&mut self.books)
    }
}

#[test]
fn borrows_reborrows_and_hidden_types_come_back_and_are_recorded() {
    let mut shelf = Shelf { books: vec!["Emma".to_owned()] };
    assert_eq!(shelf.first(), Some("Emma"));
    shelf.first_mut().push('!');
    assert!(shelf.find_mut("Emma").is_err());
    shelf.find_mut("Emma!").expect("it was just renamed").push('?');
    assert_eq!(shelf.titles().collect::<Vec<_>>(), ["Emma!?"]);
    assert_eq!(shelf.longest().expect("there is one").count(), 6);
    crate::drive::finish(shelf.borrow_again()).expect("it is there").clear();
    assert!(shelf.longest().is_err());
    assert!(shelf.into_books().is_empty());
    for function in ["first", "first_mut", "find_mut", "titles", "longest", "borrow_again", "into_books"] {
        assert_eq!(count(function, "success"), Some(1), "{function}");
    }
    assert_eq!((count("find_mut", "failure"), count("longest", "failure")), (Some(1), Some(1)));
}

struct Response {
    status: u16,
}

impl Outcome for Response {
    fn is_failure(&self) -> bool {
        self.status >= 500
    }
}

#[timed]
fn respond(status: u16) -> Response {
    Response { status }
}

#[timed]
fn respond_boxed(status: u16) -> Box<Response> {
    Box::new(Response { status })
}

#[timed]
fn maybe(there: bool) -> Option<u8> {
    there.then_some(1)
}

#[test]
fn a_type_says_itself_whether_it_is_a_failure_and_one_that_does_not_say_is_a_success() {
    for status in [200, 404, 500] {
        assert_eq!(respond(status).status, respond_boxed(status).status);
    }
    assert_eq!((maybe(true), maybe(false)), (Some(1), None));
    for (function, success, failure) in [("respond", 2, 1), ("respond_boxed", 2, 1), ("maybe", 2, 0)] {
        assert_eq!(count(function, "success"), Some(success), "{function}");
        assert_eq!(count(function, "failure"), Some(failure), "{function}");
    }
}
