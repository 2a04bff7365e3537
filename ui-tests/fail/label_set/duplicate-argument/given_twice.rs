use tickmark::LabelSet;

#[derive(LabelSet)]
struct Packed {
    #[label(rename = "size", rename = "boxes")]
    boxes: u64,
}

fn main() {}
