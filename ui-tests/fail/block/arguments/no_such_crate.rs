struct Store;

#[tickmark::timed(crate = no::such)]
impl Store {
    fn pack(&self) {}

    fn send(&self) {}
}

fn main() {}
