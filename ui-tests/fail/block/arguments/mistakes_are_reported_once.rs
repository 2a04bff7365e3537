use tickmark::timed;

struct Store;

#[timed(lables(kind = 5), help = "Boxes.", buckets = [])]
impl Store {
    fn pack(&self) {}

    #[timed(bukets = [1.0])]
    fn send(&self) {}

    #[timed(skip)]
    fn keep(&self) {}
}

fn main() {}
