use std::io;

use tickmark::ErrorKind;

#[derive(ErrorKind)]
enum OrderError {
    #[error_kind(nested("store"))]
    Store(io::Error),
    #[error_kind(nested = card)]
    Card(io::Error),
}

fn main() {}
