use tickmark::LabelSet;

struct Boxed {
    size: u64,
}

#[derive(LabelSet)]
struct Packed {
    #[label(flatten)]
    inner: Boxed,
    #[label(flatten)]
    heavy: bool,
}

fn main() {}
