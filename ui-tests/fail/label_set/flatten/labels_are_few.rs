use tickmark::LabelSet;

#[derive(LabelSet)]
struct Boxed {
    a: u64,
    b: u64,
    c: u64,
    d: u64,
    e: u64,
}

#[derive(LabelSet)]
struct Packed {
    #[label(flatten)]
    inner: Boxed,
    f: u64,
    g: u64,
    h: u64,
    i: u64,
}

fn main() {}
