use tickmark::LabelSet;

#[derive(LabelSet)]
struct Boxed {
    size: u64,
    heavy: bool,
}

#[derive(LabelSet)]
struct Packed {
    size: u64,
    #[label(flatten)]
    inner: Boxed,
}

#[derive(LabelSet)]
struct Sent {
    #[label(flatten)]
    inner: Boxed,
    heavy: bool,
}

#[derive(LabelSet)]
struct Both {
    #[label(flatten)]
    first: Boxed,
    #[label(flatten)]
    second: Boxed,
}

fn main() {}
