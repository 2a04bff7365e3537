use std::io;

use tickmark::ErrorKind;

#[derive(ErrorKind)]
enum OrderError {
    #[error_kind(nested = "")]
    Store(io::Error),
}

fn main() {}
