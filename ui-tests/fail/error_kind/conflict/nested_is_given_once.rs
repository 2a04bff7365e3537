use std::{fmt, io};

use tickmark::ErrorKind;

#[derive(ErrorKind)]
enum OrderError {
    #[error_kind(nested)]
    Card(#[error_kind(nested = "card")] io::Error),
    Store(#[error_kind(nested)] io::Error, #[error_kind(nested)] fmt::Error),
}

fn main() {}
