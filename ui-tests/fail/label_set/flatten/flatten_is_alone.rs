use tickmark::LabelSet;

#[derive(LabelSet)]
struct Boxed {
    size: u64,
}

#[derive(LabelSet)]
struct Packed {
    #[label(flatten, rename = "box")]
    first: Boxed,
    #[label(display, flatten)]
    second: Boxed,
    #[label(flatten = true)]
    third: Boxed,
}

fn main() {}
