#[tickmark::timed]
struct Store;

#[tickmark::timed]
pub(crate) static STORE: Store = Store;

fn main() {}
