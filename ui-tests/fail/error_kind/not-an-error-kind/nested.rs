use std::error::Error;

use tickmark::ErrorKind;

struct StoreError;

#[derive(ErrorKind)]
enum OrderError {
    #[error_kind(nested)]
    Store(StoreError),
    #[error_kind(nested = "text")]
    Text(String),
    #[error_kind(nested = "erased")]
    Erased { source: Box<dyn Error> },
}

fn main() {
    let _ = OrderError::Store(StoreError).kind();
}
