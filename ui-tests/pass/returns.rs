//! What a body may return by itself, it may return when it is recorded.
#![deny(warnings)]
#![warn(clippy::pedantic)]
#![allow(clippy::never_loop, reason = "leaving a loop is what is tested")]

use std::fmt::Display;
use std::io;

use tickmark::{counted, timed};

type Answer<T> = Result<T, String>;

struct Store {
    boxes: Vec<String>,
}

impl Store {
    #[timed]
    fn first(&mut self) -> Option<&mut String> {
        self.boxes.first_mut()
    }

    #[counted]
    fn last<'a>(&'a mut self, fallback: &'a mut String) -> Result<&'a mut String, io::Error> {
        match self.boxes.last_mut() {
            Some(last) => Ok(last),
            None => Ok(fallback),
        }
    }

    #[timed]
    fn all(&mut self) -> impl Iterator<Item = &mut String> {
        self.boxes.iter_mut()
    }

    #[timed]
    fn slice(&mut self, from: usize) -> &mut [String] {
        if from == 0 {
            return &mut self.boxes;
        }
        &mut self.boxes[from..]
    }
}

#[timed]
fn bare() -> impl Display {
    "bare"
}

#[timed]
fn nested() -> Result<impl Display, Box<dyn std::error::Error>> {
    let number: u64 = "5".parse()?;
    Ok(number)
}

#[timed]
fn boxed(short: bool) -> Box<dyn Fn(u64) -> u64> {
    if short {
        return Box::new(|n| n);
    }
    Box::new(|n| n + 1)
}

#[timed]
fn alias(text: &str) -> Answer<u64> {
    if text.is_empty() {
        return Err("empty".to_owned());
    }
    text.parse::<u64>().map_err(|error| error.to_string())
}

#[counted]
fn question(text: &str) -> Option<char> {
    let first = text.chars().next()?;
    Some(first)
}

#[counted]
fn looped() -> u64 {
    'outer: loop {
        loop {
            break 'outer 5;
        }
    }
}

fn main() {
    let mut store = Store { boxes: vec!["a".to_owned(), "b".to_owned()] };
    store.first().expect("there are two").push('x');
    store.last(&mut String::new()).expect("there are two").push('y');
    assert_eq!(store.all().map(|text| text.len()).sum::<usize>(), 4);
    assert_eq!(store.slice(0).len() + store.slice(1).len(), 3);
    assert_eq!(format!("{}{}", bare(), nested().expect("5 is a number")), "bare5");
    assert_eq!(boxed(true)(1) + boxed(false)(1), 3);
    assert!(alias("").is_err() && alias("x").is_err() && alias("1").is_ok());
    assert_eq!((question("é"), question(""), looped()), (Some('é'), None, 5));
    assert!(tickmark::encode().contains("function=\"alias\",outcome=\"failure\"} 2"));
}
