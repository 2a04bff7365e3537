use tickmark::timed;

#[timed]
pub fn pack() -> u64 {
    "5"
}

#[timed]
pub fn wrap() -> Option<u64> {
    "5"
}

fn main() {}
