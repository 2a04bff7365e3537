use tickmark::LabelSet;

struct Size {
    height: u64,
}

#[derive(LabelSet)]
struct Packed {
    #[label(display)]
    size: Size,
    #[label(display)]
    other: Option<Size>,
}

fn main() {}
