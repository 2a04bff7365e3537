use tickmark::timed;

struct Store;

#[timed(function = "pack")]
impl Store {
    fn pack(&self) {}
}

#[timed(name = "packing_seconds")]
impl Store {
    #[timed(function = "send")]
    fn send(&self) {}
}

fn main() {}
