use tickmark::timed;

enum Size {
    Small,
}

#[timed(name = "packing_seconds", labels(size = size))]
fn pack(size: Size) {}

fn main() {}
