use tickmark::ErrorKind;

#[derive(ErrorKind)]
#[error_kind(rename_all = "SnakeCase")]
enum OrderError {
    SoldOut,
}

fn main() {}
