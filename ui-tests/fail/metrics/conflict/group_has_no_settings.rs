use tickmark::{Counter, Metrics};

#[derive(Metrics)]
struct Cache {
    /// Times that something was found.
    hits_total: Counter,
}

#[derive(Metrics)]
struct Shop {
    #[metric(prefix = "kept", help = "What is kept.", limit = 3)]
    cache: Cache,
    #[metric(flatten, unit = "bytes")]
    shelf: Cache,
}

fn main() {
    let _ = Shop::new();
}
