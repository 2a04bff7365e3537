use std::io;

use tickmark::{ErrorKind, KindOf};

#[derive(ErrorKind)]
#[error_kind(rename_all = "Snake")]
enum OrderError {
    #[error_kind(renam = "gone")]
    SoldOut,
    #[error_kind(nested, rename = "store")]
    Store { id: u64, source: io::Error },
    #[error_kind(rename = 5)]
    Card,
    #[error_kind(rename = "card")]
    Declined,
}

fn main() {
    let _ = KindOf::new(&OrderError::SoldOut);
}
