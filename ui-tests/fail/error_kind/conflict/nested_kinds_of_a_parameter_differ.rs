use tickmark::ErrorKind;

#[derive(ErrorKind)]
struct Timeout;

#[derive(ErrorKind)]
enum StoreError<E> {
    Timeout,
    #[error_kind(nested)]
    Backend(E),
}

const _: &[&str] = StoreError::<Timeout>::KINDS;

fn main() {}
