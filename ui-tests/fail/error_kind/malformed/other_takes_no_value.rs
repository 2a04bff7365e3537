use tickmark::ErrorKind;

#[derive(ErrorKind)]
enum OrderError {
    #[error_kind(other = "unknown")]
    Unknown,
}

fn main() {}
