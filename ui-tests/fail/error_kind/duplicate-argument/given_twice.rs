use tickmark::ErrorKind;

#[derive(ErrorKind)]
#[error_kind(rename_all = "lowercase")]
#[error_kind(rename_all = "kebab-case")]
enum OrderError {
    #[error_kind(rename = "gone", rename = "sold")]
    SoldOut,
    #[error_kind(other)]
    #[error_kind(other)]
    Unknown,
}

fn main() {}
