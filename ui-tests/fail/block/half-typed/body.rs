struct Store {
    boxes: u64,
}

#[tickmark::timed]
impl Store {
    fn pack(&self) -> u64 {
        self.
    }

    fn send(&self) -> u64 {
        self.boxs
    }
}

fn main() {}
