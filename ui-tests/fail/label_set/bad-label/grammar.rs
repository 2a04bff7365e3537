use tickmark::LabelSet;

#[derive(LabelSet)]
struct Packed {
    #[label(rename = "box-size")]
    size: u64,
    #[label(rename = "")]
    boxes: u64,
}

fn main() {}
