use tickmark::LabelSet;

#[derive(LabelSet)]
struct Packed {
    size: u64,
    #[label(rename = "size")]
    boxes: u64,
}

fn main() {}
