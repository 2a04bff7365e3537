use tickmark::ErrorKind;

#[derive(ErrorKind)]
struct Timeout;

#[derive(ErrorKind)]
enum OrderError {
    #[error_kind(rename = "db", nested)]
    Store(Timeout),
    #[error_kind(other)]
    Card(#[error_kind(nested)] Timeout),
    #[error_kind(rename = "unknown", other)]
    Unknown,
}

fn main() {}
