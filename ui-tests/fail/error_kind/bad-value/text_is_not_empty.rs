use tickmark::ErrorKind;

#[derive(ErrorKind)]
enum OrderError {
    #[error_kind(rename = "")]
    SoldOut,
}

fn main() {}
