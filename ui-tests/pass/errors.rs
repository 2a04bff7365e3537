//! A label that says why calls failed.
#![deny(warnings)]
#![warn(clippy::pedantic)]

use std::{error::Error, io};

use tickmark::{ErrorKind, counted, timed};

#[derive(Debug, ErrorKind)]
enum StoreError {
    Gone,
    #[error_kind(nested)]
    Io(io::Error),
}

type Stored<T> = Result<T, StoreError>;

struct Store<T> {
    item: T,
}

impl<T: Clone + Send + Sync> Store<T> {
    #[timed(name = "take_seconds", error, counted(name = "taken_total"))]
    async fn take(&self, there: bool) -> Result<T, StoreError> {
        if there { Ok(self.item.clone()) } else { Err(StoreError::Gone) }
    }

    #[counted(name = "borrowed_total", error(label = "why", of = StoreError))]
    fn borrow(&self, there: bool) -> Stored<&T> {
        if there { Ok(&self.item) } else { Err(StoreError::Io(io::ErrorKind::NotFound.into())) }
    }
}

#[counted(name = "read_total", error(causes(io::Error = "io")))]
fn read(path: &str) -> Result<String, Box<dyn Error>> {
    Ok(std::fs::read_to_string(path)?)
}

#[timed(name = "named_seconds", error)]
fn named<'a>(name: &'a str) -> Result<&'a str, io::Error> {
    if name.is_empty() { Err(io::Error::other("empty")) } else { Ok(name) }
}

fn main() {
    let store = Store { item: 1 };
    drop(store.take(true));
    _ = (store.borrow(false), read("/"), named(""));
}
