use tickmark::ErrorKind;

#[derive(ErrorKind)]
enum OrderError {
    SoldOut,
    #[error_kind(rename = "sold_out")]
    Gone { since: u64 },
}

fn main() {}
