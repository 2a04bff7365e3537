use std::io;

use tickmark::ErrorKind;

#[derive(ErrorKind)]
enum Error {
    #[error_kind(nested)]
    Io(io::Error),
    #[error_kind(nested)]
    Retried(Box<Error>),
    #[error_kind(nested)]
    Again(Option<Box<Self>>),
}

fn main() {}
