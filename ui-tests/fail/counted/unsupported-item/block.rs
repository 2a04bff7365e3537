struct Store;

#[tickmark::counted]
impl Store {
    fn pack(&self) {}
}

#[tickmark::counted]
struct Box;

fn main() {}
