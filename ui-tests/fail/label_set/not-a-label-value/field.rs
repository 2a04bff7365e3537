use tickmark::LabelSet;

enum Size {
    Small,
}

#[derive(LabelSet)]
struct Packed {
    size: Size,
}

fn main() {}
