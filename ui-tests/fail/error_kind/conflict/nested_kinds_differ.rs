use tickmark::ErrorKind;

#[derive(ErrorKind)]
enum StoreError {
    Timeout,
    #[error_kind(other)]
    Unknown,
}

#[derive(ErrorKind)]
enum OrderError {
    #[error_kind(nested)]
    Orders(StoreError),
    #[error_kind(nested)]
    Cards(StoreError),
    #[error_kind(other)]
    Unknown,
}

#[derive(ErrorKind)]
enum ShopError {
    #[error_kind(nested = "order")]
    Order(StoreError),
    OrderTimeout,
}

fn main() {}
