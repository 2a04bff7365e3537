struct Store;

#[tickmark::timed]
impl Store {
    fn pack(&self) {}
}

#[tickmark::timed]
mod store {}

fn main() {}
