use tickmark::{counted, timed};

#[timed(skip)]
fn pack() {}

struct Store;

#[counted]
impl Store {
    #[timed(skip)]
    fn send(&self) {}
}

#[timed(skip)]
impl Store {
    fn keep(&self) {}
}

fn main() {}
