use tickmark::timed;

struct Store;

#[timed]
#[tickmark::timed(name = "packing_seconds")]
impl Store {
    fn pack(&self) {}
}

fn main() {}
