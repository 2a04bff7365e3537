use tickmark::timed;

struct Store;

#[timed(name = "packing", labels(le = 5), buckets = [2.0, 1.0])]
impl Store {
    fn pack(&self) {}

    fn send(&self) {}

    #[timed(name = "keeping")]
    fn keep(&self) {}
}

#[timed(name = "opening")]
mod shop {
    pub fn open() {}

    pub fn close() {}
}

fn main() {}
