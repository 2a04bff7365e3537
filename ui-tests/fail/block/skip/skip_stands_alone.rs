use tickmark::timed;

struct Store;

#[timed]
impl Store {
    fn pack(&self) {}

    #[timed(skip, buckets = [1.0])]
    fn send(&self) {}

    #[timed]
    #[timed(skip)]
    fn keep(&self) {}
}

fn main() {}
