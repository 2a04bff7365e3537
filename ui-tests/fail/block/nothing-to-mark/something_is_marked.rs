use tickmark::{counted, timed};

struct Store;

#[timed]
impl Store {}

#[counted]
pub trait Pack {
    fn pack(&self);
}

#[timed]
impl Store {
    #[timed(skip)]
    fn send(&self) {}

    const fn size(&self) -> u64 {
        5
    }
}

#[counted]
mod shop {
    pub struct Shop;
}

fn main() {}
