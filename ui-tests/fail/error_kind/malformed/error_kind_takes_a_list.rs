use tickmark::ErrorKind;

#[derive(ErrorKind)]
enum OrderError {
    #[error_kind = "gone"]
    SoldOut,
    #[error_kind]
    Unknown,
}

fn main() {}
