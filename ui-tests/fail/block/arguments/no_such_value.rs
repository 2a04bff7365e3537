use tickmark::timed;

struct Store;

#[timed(name = "packing_seconds", labels(kind = kind))]
impl Store {
    fn pack(&self, kind: &str) -> bool {
        kind.is_empty()
    }

    fn send(&self) {}
}

fn main() {
    Store.pack("");
    Store.send();
}
