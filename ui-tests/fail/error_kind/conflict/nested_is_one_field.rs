use std::io;

use tickmark::ErrorKind;

#[derive(ErrorKind)]
enum OrderError {
    #[error_kind(nested)]
    SoldOut,
    #[error_kind(nested)]
    Store { table: String, source: io::Error },
}

#[derive(ErrorKind)]
#[error_kind(nested = "shop")]
struct ShopError(OrderError, u64);

fn main() {}
