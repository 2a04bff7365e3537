use std::io;

use tickmark::ErrorKind;

#[derive(ErrorKind)]
#[error_kind(rename = "order")]
enum OrderError {
    #[error_kind(nestd)]
    Store(io::Error),
    Card(#[error_kind(source)] io::Error),
}

#[derive(ErrorKind)]
#[error_kind(rename_all = "lowercase")]
struct SoldOut;

fn main() {}
