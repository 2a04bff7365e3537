use tickmark::timed;

#[timed]
pub async fn send() -> u64 {
    "5"
}

fn main() {}
